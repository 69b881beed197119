// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.schemas.Leader;

/**
 * Ancestors and leaders of the process an event was made by. Found once an event, when asked for.
 */
final class Ancestry {
    /** No real chain is nearly this long; a broken one must end. */
    private static final int MAX_ANCESTORS = 128;

    private static final int UNKNOWN = -1;

    private final HostState host;
    private final ThreadEntry[] ancestors = new ThreadEntry[MAX_ANCESTORS];
    private ThreadEntry thread;
    private int count = UNKNOWN;

    Ancestry(HostState host) {
        this.host = host;
    }

    void set(ThreadEntry newThread) {
        thread = newThread;
        count = UNKNOWN;
    }

    int count() {
        if (count == UNKNOWN) {
            count = find();
        }
        return count;
    }

    /** The main thread of an ancestor; 0 is the parent. */
    ThreadEntry ancestor(int index) {
        return ancestors[index];
    }

    /**
     * The leader is the thread with that id. Inside a pid namespace virtual ids are not the host's:
     * there, and where the leader is gone, the oldest ancestor with the same id stands for it: of
     * each generation the thread that made the next, which need not be the main one. Null if there
     * is none.
     */
    ThreadEntry leader(Leader kind) {
        long id = id(thread, kind);
        if (id < 0) {
            return null;
        }
        if (kind == Leader.PROCESS_GROUP || !thread.isInPidNamespace()) {
            ThreadEntry leader = host.threads().get(id);
            if (leader != null) {
                return leader;
            }
        }
        ThreadEntry oldest = null;
        ThreadEntry maker = thread.parent();
        for (int depth = 0; depth < MAX_ANCESTORS && maker != null; depth++) {
            if (id(maker, kind) != id) {
                break;
            }
            oldest = maker;
            maker = maker.parent();
        }
        return oldest;
    }

    private static long id(ThreadEntry of, Leader kind) {
        return switch (kind) {
            case SESSION -> of.sid;
            case PROCESS_GROUP -> of.pgid;
            case VIRTUAL_PROCESS_GROUP -> of.vpgid;
        };
    }

    private int find() {
        int found = 0;
        ThreadEntry current = thread == null ? null : thread.parentProcess();
        while (current != null && found < MAX_ANCESTORS && !isKnown(current, found)) {
            ancestors[found++] = current;
            current = current.parentProcess();
        }
        return found;
    }

    private boolean isKnown(ThreadEntry candidate, int found) {
        if (candidate == thread.leader()) {
            return true;
        }
        for (int index = 0; index < found; index++) {
            if (ancestors[index] == candidate) {
                return true;
            }
        }
        return false;
    }
}
