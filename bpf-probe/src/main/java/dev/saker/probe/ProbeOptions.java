// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;

/**
 * How to open the probe.
 *
 * @param events what to capture from the start; {@link Probe#setEvents} changes it later
 * @param dataBytes the most bytes an event carries of what was read, written, sent or received: 0
 *     to 65,535, Falco's snaplen
 * @param raceChecks whether events of opened files carry the path of the kernel's file, and events
 *     are marked whose arguments somebody changed while the call was under way: {@link
 *     EventPrefix}. Costs a program at the begin of every system call
 * @param rings the memory between kernel and reader
 * @param excludedPids processes not to be seen, by their number in the initial pid namespace
 * @param excludedCgroups directories of the v2 hierarchy whose processes are not to be seen, those
 *     of groups below them included
 */
public record ProbeOptions(
        EventSelection events,
        int dataBytes,
        boolean raceChecks,
        RingOptions rings,
        Set<Integer> excludedPids,
        Set<Path> excludedCgroups) {

    /** As Falco. */
    public static final int DEFAULT_DATA_BYTES = 80;

    /** What a length in the scap format can say. */
    public static final int MOST_DATA_BYTES = 65_535;

    public ProbeOptions {
        if (dataBytes < 0 || dataBytes > MOST_DATA_BYTES) {
            throw new IllegalArgumentException(
                    "an event carries 0 to "
                            + MOST_DATA_BYTES
                            + " bytes of data, not "
                            + dataBytes);
        }
        excludedPids = Set.copyOf(excludedPids);
        excludedCgroups = Set.copyOf(excludedCgroups);
    }

    /** Every ordinary event, without those of this very process. */
    public static ProbeOptions defaults() {
        return new ProbeOptions(
                EventSelection.ordinary(),
                DEFAULT_DATA_BYTES,
                false,
                RingOptions.defaults(),
                Set.of((int) ProcessHandle.current().pid()),
                Set.of());
    }

    /** Captures the events of these codes, all their system calls. */
    public ProbeOptions withEvents(BitSet codes) {
        return withEvents(EventSelection.of(codes));
    }

    public ProbeOptions withEvents(EventSelection selection) {
        return new ProbeOptions(
                selection, dataBytes, raceChecks, rings, excludedPids, excludedCgroups);
    }

    public ProbeOptions withDataBytes(int most) {
        return new ProbeOptions(events, most, raceChecks, rings, excludedPids, excludedCgroups);
    }

    public ProbeOptions withRaceChecks(boolean wanted) {
        return new ProbeOptions(events, dataBytes, wanted, rings, excludedPids, excludedCgroups);
    }

    public ProbeOptions withRings(int bytes, int cpus) {
        return with(new RingOptions(bytes, cpus, rings.reorderWindow()));
    }

    public ProbeOptions withReorderWindow(Duration window) {
        return with(new RingOptions(rings.bytes(), rings.cpusPerRing(), window));
    }

    private ProbeOptions with(RingOptions other) {
        return new ProbeOptions(
                events, dataBytes, raceChecks, other, excludedPids, excludedCgroups);
    }

    public ProbeOptions withExcluded(Set<Integer> pids, Set<Path> cgroups) {
        return new ProbeOptions(events, dataBytes, raceChecks, rings, pids, cgroups);
    }
}
