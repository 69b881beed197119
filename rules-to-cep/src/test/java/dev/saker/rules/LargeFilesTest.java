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

    private static final String OPEN =
            "- {rule: %s, desc: d, output: o, priority: INFO, condition: 'evt.type=open and %s'}\n";

    private static String rule(String name, String condition) {
        return OPEN.formatted(name, condition);
    }

    /** Every error, without the place. */
    private static List<String> refusal(String text) {
        Compilation compilation = compile(text);
        assertThat(compilation.ruleSet()).isEmpty();
        return compilation.errors().stream().map(error -> error.message()).toList();
    }

    @Test
    void files_byTheHundred_areNotResolvedAnewForEveryOne() {
        List<RuleSource> files =
                IntStream.range(0, 300)
                        .mapToObj(
                                file ->
                                        new RuleSource(
                                                file + ".yaml",
                                                "- {list: l%1$d, items: [a%1$d]}\n".formatted(file)
                                                        + "- {macro: m%1$d, condition: proc.name in (l%1$d)}\n"
                                                                .formatted(file)
                                                        + repeated(
                                                                30,
                                                                i ->
                                                                        rule(
                                                                                file + "-" + i,
                                                                                "m" + file))))
                        .toList();
        long before = processorNanos();

        Compilation compilation = RuleCompiler.compile(files, CompilerOptions.defaults());

        assertThat(compilation.ruleSet().orElseThrow().rules()).hasSize(9_000);
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Duration.ofNanos(processorNanos() - before)).isLessThan(LIMIT);
    }

    @Test
    void appends_byTheThousand_arePutTogetherOnce() {
        String appends =
                repeated(
                        20_000,
                        i ->
                                "- {rule: r, condition: or proc.name=x"
                                        + i
                                        + ", override: {condition: append}}\n");

        assertThat(compile(rule("r", "proc.name=x") + appends).ruleSet()).isPresent();
    }

    @Test
    void output_ofAHundredThousandFields_loads() {
        String output = "'" + "%proc.name %toupper(proc.name) ".repeat(50_000) + "'";

        assertThat(
                        compile(rule("r", "proc.name=x").replace("output: o", "output: " + output))
                                .ruleSet())
                .isPresent();
    }

    @Test
    void text_ofMillionsOfCharacters_isReadInOneGo() {
        assertThat(compile(rule("n".repeat(5_000_000), "proc.name=x")).ruleSet()).isPresent();
    }

    @Test
    void macros_aThousandDeep_areRefused() {
        String chain =
                repeated(
                        1_000,
                        i ->
                                "- {macro: m"
                                        + (i + 1)
                                        + ", condition: m"
                                        + i
                                        + " and fd.name=y"
                                        + i
                                        + "}\n");

        assertThat(refusal("- {macro: m0, condition: proc.name=x}\n" + chain + rule("r", "m1000")))
                .containsExactly(
                        "condition becomes too large when its macros are put in: more than 1000000"
                                + " parts or 1000 levels");
    }

    @Test
    void macros_thatOnlyNameEachOther_areFollowedHoweverMany() {
        String chain = repeated(1_000, i -> "- {macro: m" + (i + 1) + ", condition: m" + i + "}\n");

        assertThat(
                        compile(
                                        "- {macro: m0, condition: proc.name=x}\n"
                                                + chain
                                                + rule("r", "m1000"))
                                .ruleSet())
                .isPresent();
    }

    @Test
    void macros_definedAfterWhatNamesThem_areFollowedToALimit() {
        String early = repeated(1_001, i -> "- {macro: m" + i + ", condition: proc.name=x}\n");
        String late =
                repeated(
                        1_000,
                        i -> "- {macro: m" + i + ", condition: m" + (i + 1) + " or proc.name=y}\n");

        assertThat(refusal(early + late + rule("r", "m0")))
                .contains("macros name macros more than 200 levels deep");
    }

    @Test
    void macros_thatDouble_areRefused() {
        String doubling =
                repeated(60, i -> "- {macro: m%d, condition: m%d or m%d}\n".formatted(i + 1, i, i));

        assertThat(refusal("- {macro: m0, condition: proc.name=x}\n" + doubling + rule("r", "m60")))
                .hasSize(1);
    }

    @Test
    void macros_thatDoubleInEveryRule_areRefusedTogether() {
        String doubling =
                repeated(16, i -> "- {macro: m%d, condition: m%d or m%d}\n".formatted(i + 1, i, i));
        String rules = repeated(100, i -> rule("r" + i, "m16"));

        assertThat(refusal("- {macro: m0, condition: proc.name=x}\n" + doubling + rules))
                .containsExactly(
                        "conditions of all rules come to more than 4000000 parts when macros are"
                                + " put in");
    }

    @Test
    void lists_thatDouble_areRefused() {
        String doubling =
                repeated(60, i -> "- {list: l%d, items: [l%d, l%d]}\n".formatted(i + 1, i, i));

        assertThat(
                        refusal(
                                "- {list: l0, items: [a]}\n"
                                        + doubling
                                        + rule("r", "proc.name in (l60)")))
                .isNotEmpty()
                .allMatch(message -> message.startsWith("lists become too large"));
    }

    @Test
    void list_ofManyItemsInManyRules_isRefusedUnlessAMacroHoldsIt() {
        String list =
                "- {list: l, items: ["
                        + repeated(20_000, i -> (i > 0 ? "," : "") + "x" + i)
                        + "]}\n";
        String macro = "- {macro: m, condition: proc.name in (l)}\n";

        assertThat(refusal(list + repeated(110, i -> rule("r" + i, "proc.name in (l)"))))
                .hasSize(10)
                .allMatch(message -> message.contains("as a macro"));
        assertThat(compile(list + macro + repeated(110, i -> rule("r" + i, "m"))).ruleSet())
                .isPresent();
    }

    @Test
    void aliases_thatMultiply_areRefused() {
        String aliases =
                repeated(
                        9,
                        i ->
                                "- list: l%d\n  items: &a%d [%s]\n"
                                        .formatted(i + 1, i + 1, ("*a" + i + ",").repeat(10)));

        assertThat(refusal("- list: l0\n  items: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + aliases))
                .containsExactly("stands for more than 20000000 values");
    }

    @Test
    void yaml_nestedWithoutEnd_isRefused() {
        assertThat(refusal("- ".repeat(100_000) + "x")).containsExactly("nested deeper than 100");
        assertThat(refusal("[".repeat(100_000))).containsExactly("nested deeper than 100");
    }

    @Test
    void conditions_nestedWithoutEnd_areRefused() {
        for (String condition :
                List.of(
                        "(".repeat(2_000) + "proc.name=x" + ")".repeat(2_000),
                        "not(".repeat(2_000) + "proc.name=x" + ")".repeat(2_000),
                        "toupper(".repeat(2_000) + "proc.name" + ")".repeat(2_000) + "=x")) {
            assertThat(refusal(rule("r", condition)))
                    .containsExactly("exceeded max depth limit of 1000");
        }
        assertThat(compile(rule("r", "not ".repeat(5_000) + "proc.name=x")).ruleSet()).isPresent();
    }

    @Test
    void expressions_thatMultiply_areRefused() {
        assertThat(refusal(rule("r", "proc.name regex \"((a{1,100}){1,100}){1,100}\"")))
                .containsExactly("invalid regular expression: invalid repetition size: {1,100}");
    }
}
