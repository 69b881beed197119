// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/**
 * Numbers for what is told of a thread: itself, its container, its user, its ancestors. A thread
 * has another number once any of that has changed, so that whoever has worked something out for a
 * number need not look at a thread again. Whether a number is still right is found out only when it
 * is asked for after some thread of the host has changed, by a walk up the ancestors.
 */
final class ContextNumbers {
    /** Of a thread that changed after anybody last asked: the next who asks says when. */
    static final long JUST_NOW = -1;

    /** No real chain of ancestors is nearly as long; a longer one gets a new number each time. */
    private static final int MOST_ANCESTORS = 128;

    private long version = 1;
    private long allChangedAt;
    private long lastNumber;

    /** Another number after anything has changed that is told of any thread. */
    long version() {
        return version;
    }

    /** Some threads have changed, and know it by {@link ThreadEntry#changed}. */
    void someChanged() {
        version++;
    }

    /** What is told of every thread may have changed. */
    void allChanged() {
        version++;
        allChangedAt = version;
    }

    long of(ThreadEntry thread) {
        if (thread.contextSeenAt != version) {
            if (thread.contextNumber == 0 || hasChanged(thread)) {
                thread.contextNumber = ++lastNumber;
            }
            thread.contextSeenAt = version;
        }
        return thread.contextNumber;
    }

    private boolean hasChanged(ThreadEntry thread) {
        long since = thread.contextSeenAt;
        if (allChangedAt > since) {
            return true;
        }
        ThreadEntry current = thread;
        for (int depth = 0; depth < MOST_ANCESTORS; depth++) {
            ThreadEntry leader = current.leader;
            if (changedAt(current) > since || changedAt(leader) > since) {
                return true;
            }
            current = leader.parent;
            if (current == null) {
                return false;
            }
        }
        return true;
    }

    private long changedAt(ThreadEntry thread) {
        if (thread.changedAt == JUST_NOW) {
            thread.changedAt = version;
        }
        return thread.changedAt;
    }
}
