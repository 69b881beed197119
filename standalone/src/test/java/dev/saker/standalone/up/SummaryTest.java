// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void text_ofARun_tellsWhatBecameOfEveryEvent() {
        Summary summary =
                new Summary(
                        Duration.ofSeconds(75),
                        1_000,
                        Map.of("ring_full_file", 7L, "scratch", 0L),
                        600,
                        400,
                        0,
                        3,
                        0,
                        Map.of("Link made", 1L, "Shadow opened", 2L),
                        Map.of("warning", 3L));

        assertThat(summary.text())
                .isEqualTo(
                        """
                        stopped after 1 min 15 s
                        events read: 1000
                        dropped in kernel: 7 (ring_full_file 7)
                        filtered: 600
                        published: 400
                        matched: 3
                        alerts: 3 (warning 3)
                          Link made: 1
                          Shadow opened: 2
                        """);
    }
}
