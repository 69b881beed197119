// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files far larger than anybody's: what they cost grows with their size and no faster. */
class LargeFilesTest {

    /** Of processor time; ten times what it takes, and a thousandth of what a square would. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static Compilation compile(String text) {
        long before = processorNanos();
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("large.yaml", text)), CompilerOptions.defaults());
        assertThat(Duration.ofNanos(processorNanos() - before)).isLessThan(LIMIT);
        return compilation;
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String repeated(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining());
    }

    @Test
    void file_ofTwentyThousandRules_loads() {
        String rules =
                repeated(
                        20_000,
                        i ->
                                """
                                - rule: rule %1$d
                                  desc: d
                                  condition: >
                                    evt.type in (open, openat) and not proc.pname = c%1$d
                                    and (proc.name in (a%1$d, b%1$d) or fd.name startswith /o/%1$d)
                                  output: "opened %%fd.name"
                                  priority: WARNING
                                """
                                        .formatted(i));

        assertThat(compile(rules).ruleSet().orElseThrow().rules()).hasSize(20_000);
    }

    @Test
    void lists_ofAHundredThousandItems_load() {
        String names = repeated(100_000, i -> "    - host" + i + ".example.com\n");
        String addresses =
                repeated(
                        100_000,
                        i ->
                                "    - 10."
                                        + (i >> 16)
                                        + "."
                                        + (i >> 8 & 255)
                                        + "."
                                        + (i & 255)
                                        + "\n");
        String rule =
                """
                - rule: r
                  desc: d
                  condition: evt.type=connect and (fd.name in (names) or fd.sip in (addresses))
                  output: o
                  priority: WARNING
                """;

        Compilation compilation =
                compile(
                        "- list: names\n  items:\n"
                                + names
                                + "- list: addresses\n  items:\n"
                                + addresses
                                + rule);

        assertThat(compilation.ruleSet().orElseThrow().rules()).hasSize(1);
    }
}
