// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** What is known of one node: its run, when it was heard of last, and what waits for that. */
final class HostLife {
    static final long NEVER = Long.MIN_VALUE;

    /** Before the second, ended runs were not kept. */
    private static final int FORMAT = 2;

    /** More of them, and the collector does nothing but start. */
    private static final int MOST_RUNS = 64;

    final String node;
    final HostKeys keys = new HostKeys();

    /** Found among events of several hosts, the last of them of this one. */
    final List<Awaited> awaited = new ArrayList<>();

    /** Of which results may still come; the oldest first. */
    private final List<EndedRun> ended = new ArrayList<>();

    /** A run that another one replaced: from when to when it saw everything. */
    private record EndedRun(long since, long heard) {}

    /** The run of its collector; {@link #NEVER} before the first. */
    long run = NEVER;

    /** Time of the first sign of that run: before it something may have gone unseen. */
    long since = NEVER;

    /** Time of its last sign of life, by its own clock. */
    long heard = NEVER;

    /** Event time of all nodes at that moment, or its own where that was further on, in ms. */
    long heardAtMillis = NEVER;

    /** The sign of life after which it was last told that it fell silent. */
    long silentSince = NEVER;

    /** A timer looks after it. */
    boolean watched;

    boolean changed;

    /** Numbers the events of its keys: by that those are put into order after a restore. */
    long turn;

    HostLife(String node) {
        this.node = node;
    }

    /** Another run begins, of which this is the first sign. */
    void begin(long newRun, long time) {
        if (run != NEVER) {
            ended.add(new EndedRun(since, heard));
            if (ended.size() > MOST_RUNS) {
                ended.remove(0);
            }
        }
        run = newRun;
        since = time;
    }

    /** All results up to this time have come. */
    void settled(long nanos) {
        ended.removeIf(one -> one.heard() <= nanos);
    }

    /**
     * Whether one run saw everything between these times.
     *
     * @param to not after the node was last heard of
     */
    boolean sawAll(long from, long to) {
        return from >= since
                || ended.stream().anyMatch(one -> from >= one.since() && to <= one.heard());
    }

    byte[] toBytes() {
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.fixed(run);
        out.fixed(since);
        out.fixed(heard);
        out.fixed(heardAtMillis);
        out.fixed(silentSince);
        out.flag(watched);
        out.number(awaited.size());
        awaited.forEach(one -> one.write(out));
        out.number(ended.size());
        for (EndedRun one : ended) {
            out.fixed(one.since());
            out.fixed(one.heard());
        }
        return out.toBytes();
    }

    static HostLife read(String node, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int format = in.octet();
        if (format < 1 || format > FORMAT) {
            throw new IllegalStateException("what is known of a node has format " + format);
        }
        HostLife life = new HostLife(node);
        life.run = in.fixed();
        life.since = in.fixed();
        life.heard = in.fixed();
        life.heardAtMillis = in.fixed();
        life.silentSince = in.fixed();
        life.watched = in.flag();
        for (long left = in.number(); left > 0; left--) {
            life.awaited.add(Awaited.read(in));
        }
        for (long left = format < 2 ? 0 : in.number(); left > 0; left--) {
            life.ended.add(new EndedRun(in.fixed(), in.fixed()));
        }
        return life;
    }
}
