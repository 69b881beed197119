// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

/** A hit for a key that several hosts may share, as a Flink POJO. */
public final class FleetHit {
    /** Address of the correlation, and the bytes of the key. */
    public String key = "";

    public long version;

    /** The rule set is on trial. */
    public boolean shadow;

    /** Event time, ns. */
    public long time;

    public String node = "";
    public long sequence;

    /** Place among the hits of the event. */
    public int place;

    /** A {@link HitList} of one. */
    public byte[] body = {};

    public FleetHit() {}
}
