// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How big processes are said to be, and what a switch tells. */
class MemoryIT {
    private static final long MAPPED_KIB = 64 << 10;

    /** What the process has besides, and what the kernel's counters of pages lag behind. */
    private static final long AROUND_KIB = 4 << 10;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live =
                LiveProbe.open(
                        ProbeOptions.defaults()
                                .withEvents(
                                        LiveProbe.codes(
                                                "PPME_SYSCALL_BRK_4_X", "PPME_SCHEDSWITCH_6_E")));
    }

    private static Deed script(String calls) throws Exception {
        List<String> command = new ArrayList<>(List.of(calls.split(" ")));
        command.add(0, Path.of("target", "script64").toAbsolutePath().toString());
        return Deed.run(command);
    }

    /** Populated at once: private memory, and memory that could be shared, which counts apart. */
    @ParameterizedTest
    @CsvSource({"0x8022", "0x8021"})
    void memoryInUse_isCounted(String flags) throws Exception {
        Deed deed = script("9 0 67108864 3 " + flags + " -1 0 ; 12 0");

        SeenEvent event = live.last(deed, "brk");
        assertThat(event.number("vm_size")).isBetween(MAPPED_KIB, MAPPED_KIB + AROUND_KIB);
        assertThat(event.number("vm_rss"))
                .isBetween(MAPPED_KIB - AROUND_KIB, MAPPED_KIB + AROUND_KIB);
        assertThat(event.number("vm_swap")).isLessThan(MAPPED_KIB);
    }

    @Test
    void memoryThatIsNotUsed_isOnlyInTheSize() throws Exception {
        Deed deed = script("9 0 67108864 3 0x22 -1 0 ; 12 0");

        SeenEvent event = live.last(deed, "brk");
        assertThat(event.number("vm_size")).isBetween(MAPPED_KIB, MAPPED_KIB + AROUND_KIB);
        assertThat(event.number("vm_rss")).isLessThan(AROUND_KIB);
    }

    @Test
    void switch_tellsWhoIsNext_andWhatTheOneBeforeHas() throws Exception {
        Deed deed = script("9 0 67108864 3 0x8022 -1 0 ; 35 [0,1000000] 0");

        assertThat(live.of(deed.pid(), "switch"))
                .allMatch(event -> event.number("next") != deed.pid())
                .allMatch(event -> event.number("pgft_maj") >= 0)
                .anyMatch(
                        event ->
                                event.number("pgft_min") > 0
                                        && event.number("vm_size") >= MAPPED_KIB
                                        && event.number("vm_rss") >= MAPPED_KIB - AROUND_KIB);
    }
}
