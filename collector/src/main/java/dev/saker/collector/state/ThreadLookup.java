// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** Where threads are looked up that made an event before any event told of their birth. */
@FunctionalInterface
public interface ThreadLookup {
    /** Knows nobody: for recordings, where /proc is another host's. */
    ThreadLookup NONE = (tid, host, time) -> null;

    /**
     * A new entry, not in the table yet; null if the thread is gone or looking would cost too much.
     */
    ThreadEntry find(long tid, HostState host, long time);
}
