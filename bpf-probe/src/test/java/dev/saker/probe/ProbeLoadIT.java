// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.scap.EventTable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeLoadIT {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fdinfo");
    private static final String VERIFIED = "verified_insns:";

    @BeforeEach
    void needsTheKernel() {
        assumeTrue(
                ProbeRequirements.missing().isEmpty(), "loading: " + ProbeRequirements.missing());
    }

    @Test
    void objectsTable_andSupportedEvents_areTheSame() throws Exception {
        NativeProbe.ensureLoaded();
        long handle = NativeProbe.load(NativeProbe.object(), 1, 1 << 16, true);
        assertThat(handle).isPositive();
        int[] table = NativeProbe.events(handle);
        NativeProbe.close(handle);

        BitSet codes =
                LiveProbe.codes(
                        "PPME_PROCEXIT_1_E",
                        "PPME_GENERIC_X",
                        "PPME_SIGNALDELIVER_E",
                        "PPME_SCHEDSWITCH_6_E",
                        "PPME_PAGE_FAULT_E");
        for (int i = 0; i < table.length; i += 4) {
            int code = table[i + 1];
            codes.set(code);
            assertThat(EventTable.get().event(code).params())
                    .as(EventTable.get().event(code).codeName())
                    .hasSize(table[i + 2]);
            assertThat(EventClass.of(code))
                    .as(EventTable.get().event(code).codeName())
                    .isEqualTo(EventClass.values()[table[i + 3]]);
        }
        assertThat(Probe.supportedEvents()).isEqualTo(codes);
    }

    /**
     * A million steps for one program are the limit, and verifiers of other kernels take other
     * ways: what this one counts must stay far from it. It takes its time, too.
     */
    @Test
    void load_leavesTheVerifierFarFromItsLimit() throws Exception {
        NativeProbe.ensureLoaded();
        long handle = NativeProbe.load(NativeProbe.object(), 1, 1 << 16, true);
        List<Integer> steps = steps();
        NativeProbe.close(handle);

        assumeTrue(!steps.isEmpty(), "steps of verifiers are counted since Linux 5.16");
        assertThat(steps).allMatch(count -> count < 200_000);
        assertThat(steps.stream().mapToInt(Integer::intValue).sum()).isLessThan(1_500_000);
    }

    /** Of each program that this process holds. */
    private static List<Integer> steps() throws Exception {
        List<Integer> steps = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                for (String line : lines(descriptor)) {
                    if (line.startsWith(VERIFIED)) {
                        steps.add(Integer.valueOf(line.substring(VERIFIED.length()).strip()));
                    }
                }
            }
        }
        return steps;
    }

    private static List<String> lines(Path descriptor) throws IOException {
        try {
            return Files.readAllLines(descriptor);
        } catch (NoSuchFileException closedMeanwhile) {
            return List.of();
        }
    }

    @Test
    void load_ofBrokenObject_saysWhy() throws Exception {
        NativeProbe.ensureLoaded();

        long error = NativeProbe.load(new byte[] {1, 2, 3}, 1, 1 << 16, true);

        assertThat(error).isNegative();
        assertThat(NativeProbe.log()).contains("libbpf");
    }

    @Test
    void probe_openedTwice_seesEventsTwice() throws Exception {
        try (LiveProbe one = LiveProbe.open();
                LiveProbe other = LiveProbe.open()) {
            Deed deed = Deed.perform("chdir", "/");

            assertThat(one.of(deed.pid(), "chdir")).hasSize(1);
            assertThat(other.of(deed.pid(), "chdir")).hasSize(1);
        }
    }

    @Test
    void probe_afterClose_refusesInsteadOfCrashing() throws Exception {
        Probe probe = Probe.open(ProbeOptions.defaults());
        probe.attach();
        probe.close();
        probe.close();

        assertThatThrownBy(probe::drops).hasMessage("the probe is closed");
        assertThatThrownBy(() -> probe.setEvents(new BitSet())).hasMessage("the probe is closed");
        assertThatThrownBy(() -> probe.reader().poll((ring, offset, length, cpu) -> {}))
                .hasMessage("the probe is closed");
    }

    @Test
    void probe_detached_seesNothingNew() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().detach();
            Deed deed = Deed.perform("chdir", "/");

            assertThat(live.of(deed.pid(), "chdir")).isEmpty();
        }
    }

    @Test
    void events_haveTheTimeOfTheWallClock() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            long before = System.currentTimeMillis();
            Deed deed = Deed.perform("chdir", "/");
            long after = System.currentTimeMillis();

            long millis = live.last(deed, "chdir").time() / 1_000_000;
            assertThat(millis).isBetween(before - 1, after + 1);
        }
    }

    @Test
    void poll_withWait_returnsWhenItsTimeIsUp() throws Exception {
        ProbeOptions nothing = ProbeOptions.defaults().withEvents(new BitSet());
        try (LiveProbe live = LiveProbe.open(nothing)) {
            long start = System.nanoTime();
            int delivered =
                    live.probe()
                            .reader()
                            .poll((ring, at, length, cpu) -> {}, 1, Duration.ofMillis(20));

            assertThat(delivered).isZero();
            assertThat(System.nanoTime() - start).isGreaterThan(19_000_000);
        }
    }
}
