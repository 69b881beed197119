// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import java.util.function.Consumer;

/**
 * A hit for a key that several hosts may share, or several of one key and one stretch of time, as a
 * Flink POJO.
 */
public final class FleetHit {
    /** Address of the correlation, and the bytes of the key. */
    public String key = "";

    public long version;

    /** The rule set is on trial. */
    public boolean shadow;

    /** Event time, ns; of several, that of any. */
    public long time;

    public String node = "";
    public long sequence;

    /** Place among the hits of the event. */
    public int place;

    /** A {@link HitList}. */
    public byte[] body = {};

    /** What is in the list, where that was looked at already and is one; no part of the POJO. */
    private transient HitList.Placed read;

    public FleetHit() {}

    /** The hit, of one that is one. */
    HitList.Placed hit() {
        if (read == null) {
            read = HitList.read(body).get(0);
        }
        return read;
    }

    /** Each hit by itself. */
    void forEach(Consumer<FleetHit> out) {
        if (HitList.count(body) == 1) {
            out.accept(this);
            return;
        }
        for (HitList.Placed placed : HitList.read(body)) {
            FleetHit one = new FleetHit();
            one.key = key;
            one.version = version;
            one.shadow = shadow;
            one.time = placed.hit().time();
            one.node = placed.hit().event().node();
            one.sequence = placed.hit().sequence();
            one.place = placed.place();
            one.read = placed;
            out.accept(one);
        }
    }
}
