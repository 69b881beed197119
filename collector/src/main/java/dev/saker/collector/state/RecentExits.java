// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/**
 * The last threads that ended. A caller's clone event may come after its short-lived child's exit
 * and must not raise the dead.
 */
final class RecentExits {
    private static final int KEPT = 128;

    /** A caller returns from clone well within this; afterwards the ids may be somebody else's. */
    private static final long REMEMBERED_NANOS = 2_000_000_000L;

    private final long[] tids = new long[KEPT];
    private final long[] parents = new long[KEPT];
    private final long[] times = new long[KEPT];
    private int next;

    void add(long tid, long parentTid, long time) {
        tids[next] = tid;
        parents[next] = parentTid;
        times[next] = time;
        next = (next + 1) % KEPT;
    }

    boolean contains(long tid, long parentTid, long time) {
        for (int at = 0; at < KEPT; at++) {
            if (tids[at] == tid
                    && parents[at] == parentTid
                    && time >= times[at]
                    && time - times[at] < REMEMBERED_NANOS) {
                return true;
            }
        }
        return false;
    }
}
