// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;

/**
 * How to open the probe.
 *
 * @param events codes to capture from the start; {@link Probe#setEvents} changes them later
 * @param ringBytes size of each ring, a power of two and a multiple of the page size
 * @param cpusPerRing how many CPUs write to one ring
 * @param reorderWindow how far events of different CPUs may lie apart and still be put in order;
 *     also how long an event waits for earlier ones
 * @param excludedPids processes not to be seen, by their number in the initial pid namespace
 * @param excludedCgroups directories of the v2 hierarchy whose processes are not to be seen, those
 *     of groups below them included
 */
public record ProbeOptions(
        BitSet events,
        int ringBytes,
        int cpusPerRing,
        Duration reorderWindow,
        Set<Integer> excludedPids,
        Set<Path> excludedCgroups) {

    /** About 100 ms of the heaviest load we measured on one CPU. */
    private static final int DEFAULT_RING_BYTES = 8 << 20;

    private static final int MIN_RING_BYTES = 64 << 10;
    private static final int MAX_RING_BYTES = 512 << 20; // mapped twice, into one ByteBuffer

    public ProbeOptions {
        if (Integer.bitCount(ringBytes) != 1
                || ringBytes < MIN_RING_BYTES
                || ringBytes > MAX_RING_BYTES) {
            throw new IllegalArgumentException(
                    "ring size must be a power of two from 64 KiB to 512 MiB, not " + ringBytes);
        }
        if (cpusPerRing < 1) {
            throw new IllegalArgumentException("at least one CPU per ring, not " + cpusPerRing);
        }
        if (reorderWindow.isNegative() || reorderWindow.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException(
                    "reorder window must be from 0 to 1 s, not " + reorderWindow);
        }
        events = (BitSet) events.clone();
        excludedPids = Set.copyOf(excludedPids);
        excludedCgroups = Set.copyOf(excludedCgroups);
    }

    /** Everything the probe knows, without the events of this very process. */
    public static ProbeOptions defaults() {
        return new ProbeOptions(
                Probe.supportedEvents(),
                DEFAULT_RING_BYTES,
                2,
                Duration.ofMillis(2),
                Set.of((int) ProcessHandle.current().pid()),
                Set.of());
    }

    @Override
    public BitSet events() {
        return (BitSet) events.clone();
    }

    public ProbeOptions withEvents(BitSet codes) {
        return new ProbeOptions(
                codes, ringBytes, cpusPerRing, reorderWindow, excludedPids, excludedCgroups);
    }

    public ProbeOptions withRings(int bytes, int cpus) {
        return new ProbeOptions(events, bytes, cpus, reorderWindow, excludedPids, excludedCgroups);
    }

    public ProbeOptions withReorderWindow(Duration window) {
        return new ProbeOptions(
                events, ringBytes, cpusPerRing, window, excludedPids, excludedCgroups);
    }

    public ProbeOptions withExcluded(Set<Integer> pids, Set<Path> cgroups) {
        return new ProbeOptions(events, ringBytes, cpusPerRing, reorderWindow, pids, cgroups);
    }
}
