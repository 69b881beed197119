// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessUsageTest {
    private static final String STAT =
            "42 (a (b) c) S 1 42 42 0 -1 4194560 9 0 0 0 150 50 0 0 20 0 1 0 100 0 0";

    @Test
    void parse_mappingsOfRings_areCountedApart() {
        List<String> smaps =
                List.of(
                        "7f00-7f10 r-xp 00000000 fe:00 1  /usr/lib/libc.so.6",
                        "Size:               64 kB",
                        "Rss:                48 kB",
                        "VmFlags: rd ex",
                        "7f20-7f30 r--s 00001000 00:0f 9  anon_inode:bpf-map",
                        "Rss:              4096 kB",
                        "7f40-7f50 rw-p 00000000 00:00 0 ",
                        "Rss:                16 kB");

        ProcessUsage usage = ProcessUsage.parse(STAT, smaps);

        assertThat(usage).isEqualTo(new ProcessUsage(Duration.ofSeconds(2), 4160, 4096));
        assertThat(usage.withoutRingsKib()).isEqualTo(64);
    }

    @Test
    void of_thisProcess_findsItsMemory() throws Exception {
        ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

        assertThat(usage.residentKib()).isGreaterThan(10_000);
        assertThat(usage.ringKib()).isZero();
    }
}
