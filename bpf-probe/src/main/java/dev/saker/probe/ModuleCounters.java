// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.util.List;

/** What the module counts in its rings, by our reasons. Its categories are those of our classes. */
final class ModuleCounters {
    private static final int EVENTS = 0;
    private static final int FULL = 1;
    private static final int FULL_CLONE_FORK = 2;
    private static final int FULL_EXECVE = 3;
    private static final int FULL_CONNECT = 5;
    private static final int FULL_OPEN = 7;
    private static final int FULL_DIR_FILE = 8;
    private static final int FULL_OTHER_INTEREST = 9;
    private static final int FULL_CLOSE = 10;
    private static final int FULL_EXIT = 11;
    private static final int FAULTS = 12;

    private ModuleCounters() {}

    static DropCounters read(List<ModuleRing> rings) {
        return DropCounters.of(rings.size(), (counts, cpu) -> read(rings.get(cpu), counts));
    }

    private static void read(ModuleRing ring, DropCounters.Setter counts) {
        long rest = ring.counter(FULL);
        rest -= set(ring, counts, FULL_CLONE_FORK, DropReason.RING_FULL_CLONE_FORK);
        rest -= set(ring, counts, FULL_EXECVE, DropReason.RING_FULL_EXECVE);
        rest -= set(ring, counts, FULL_CONNECT, DropReason.RING_FULL_CONNECT);
        rest -= set(ring, counts, FULL_OPEN, DropReason.RING_FULL_OPEN);
        rest -= set(ring, counts, FULL_DIR_FILE, DropReason.RING_FULL_FILE);
        rest -= set(ring, counts, FULL_OTHER_INTEREST, DropReason.RING_FULL_IDENTITY);
        rest -= set(ring, counts, FULL_CLOSE, DropReason.RING_FULL_CLOSE);
        rest -= set(ring, counts, FULL_EXIT, DropReason.RING_FULL_EXIT);
        // Of these the module does not say what they were, or they were the begin of a call.
        counts.set(DropReason.RING_FULL_VOLUME, Math.max(0, rest));
        counts.set(DropReason.UNREADABLE, ring.counter(FAULTS) + ring.damaged());
        counts.produced(ring.counter(EVENTS));
    }

    private static long set(
            ModuleRing ring, DropCounters.Setter counts, int counter, DropReason reason) {
        long count = ring.counter(counter);
        counts.set(reason, count);
        return count;
    }
}
