// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ThreadUsageTest {
    @Test
    void name_withBrackets_isWhole() {
        assertThat(ThreadUsage.name("42 (a (b) c) S 1 42")).isEqualTo("a (b) c");
    }

    @Test
    void since_threadsThatAreNew_countFromNothing() {
        ThreadUsage before = new ThreadUsage(Map.of("old", Duration.ofMillis(500)));
        ThreadUsage after =
                new ThreadUsage(
                        Map.of("old", Duration.ofMillis(700), "new", Duration.ofMillis(300)));

        ThreadUsage used = after.since(before);

        assertThat(used.of("old")).isEqualTo(Duration.ofMillis(200));
        assertThat(used.of("new")).isEqualTo(Duration.ofMillis(300));
        assertThat(used.of("gone")).isZero();
    }

    @Test
    void print_busiestFirst_idleLeftOut() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ThreadUsage used =
                new ThreadUsage(
                        Map.of(
                                "some", Duration.ofMillis(100),
                                "most", Duration.ofMillis(200),
                                "idle", Duration.ZERO));

        used.print(Duration.ofSeconds(1), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsSubsequence("most", "20.0 %", "some", "10.0 %")
                .doesNotContain("idle");
    }

    @Test
    void of_thisProcess_findsItsThreads() throws Exception {
        assertThat(ThreadUsage.of(ProcessHandle.current().pid()).byName()).hasSizeGreaterThan(1);
    }
}
