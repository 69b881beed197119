// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

/**
 * What the correlations of one host hear of it, as a Flink POJO keyed by node. All of it takes one
 * way, so that it comes in the order in which the node sent it.
 */
public final class HostSignal {
    /** An event that steps wait for. */
    public static final int HITS = 0;

    /** The node lives: all its events before this time have come. */
    public static final int MARKER = 1;

    /** Found among events of several hosts, and certain when the node is heard of. */
    public static final int AWAITED = 2;

    public String node = "";
    public int kind;

    /** Of the event or marker, ns; of what is awaited, when it is due. */
    public long time;

    public long run;

    /** Publish position. */
    public long sequence;

    public long version;

    /** The rule set is on trial. */
    public boolean shadow;

    /** {@link HitList} or {@link Awaited}. */
    public byte[] body = {};

    public HostSignal() {}
}
