// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.util.Arrays;

/**
 * The last threads that ended. A caller's clone event may come after its short-lived child's exit
 * and must not raise the dead.
 */
final class RecentExits {
    /** As many as Falco keeps. A power of two. */
    static final int KEPT = 1 << 13;

    /** A caller returns from clone well within this; afterwards the ids may be somebody else's. */
    private static final long REMEMBERED_NANOS = 2_000_000_000L;

    private static final int NOBODY = -1;

    private final long[] tids = new long[KEPT];
    private final long[] parents = new long[KEPT];
    private final long[] times = new long[KEPT];

    /** Places of the last exits by the hash of their ids, and of each the one before it. */
    private final int[] lastOf = new int[KEPT];

    private final int[] before = new int[KEPT];
    private int next;

    RecentExits() {
        Arrays.fill(lastOf, NOBODY);
    }

    void add(long tid, long parentTid, long time) {
        int place = next & KEPT - 1;
        int hash = hash(tid, parentTid);
        tids[place] = tid;
        parents[place] = parentTid;
        times[place] = time;
        before[place] = lastOf[hash];
        lastOf[hash] = next;
        next = next + 1 & Integer.MAX_VALUE;
    }

    boolean contains(long tid, long parentTid, long time) {
        int at = lastOf[hash(tid, parentTid)];
        while (at != NOBODY && isKept(at)) {
            int place = at & KEPT - 1;
            if (tids[place] == tid
                    && parents[place] == parentTid
                    && time >= times[place]
                    && time - times[place] < REMEMBERED_NANOS) {
                return true;
            }
            at = before[place];
        }
        return false;
    }

    /** What is older has given its place to somebody else. */
    private boolean isKept(int number) {
        return (next - number & Integer.MAX_VALUE) <= KEPT;
    }

    private static int hash(long tid, long parentTid) {
        long mixed = (tid * 31 + parentTid) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 51);
    }
}
