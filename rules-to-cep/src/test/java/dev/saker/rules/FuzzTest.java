// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticJson;
import dev.saker.rules.diagnostic.DiagnosticText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, the answer is findings: never an exception, never an endless wait. */
class FuzzTest {

    /** Generous: build machines are busy, and what is endless is so by far more. */
    private static final Duration PER_FILE = Duration.ofSeconds(60);

    /** For each seed; the property makes a campaign of it. */
    private static final int FILES = Integer.getInteger("fuzz.files", 100);

    private static final String SEED_FILE =
            """
            - required_engine_version: 0.57.0
            - required_plugin_versions:
                - {name: container, version: 0.4.0}
            - list: shells
              items: [ash, "bash", 'x y', 80]
            - macro: spawned
              condition: evt.type in (execve, execveat) and evt.dir=<
            - macro: shell_procs
              condition: >
                (proc.name in (shells) or
                 proc.pname startswith "sh")
            - rule: Shell %s in "container" — ü \uD83D\uDC1A
              desc: |
                Some text
                  more
              condition: spawned and shell_procs and not container.id = host
                and toupper(proc.name) = "A\\x41" and fd.net != 10.0.0.0/8
              output: "A %20proc.name %toupper(proc.name) [%proc.aname[2]] 100"
              priority: WARNING
              tags: [a, b]
              exceptions:
                - name: e
                  fields: [proc.name, fd.name]
                  comps: [=, startswith oneof]
                  values:
                    - [a, [b, c]]
                    - [d, (shells)]
            - rule: Other
              override: {condition: append, tags: replace}
              condition: and proc.pid > 0x10
              tags: &t [x]
            - macro: spawned
              append: true
              condition: or evt.num=0
            """;

    private static final List<String> PIECES =
            List.of(
                    "(",
                    ")",
                    "'",
                    "\"",
                    "\\",
                    "%",
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    "-",
                    "\n",
                    "\n  ",
                    ",",
                    "&a ",
                    "*a",
                    "!!str ",
                    "|",
                    ">",
                    "#",
                    "\t",
                    "\r\n",
                    "\0",
                    "\u0085",
                    "\uFEFF",
                    " and ",
                    " or ",
                    "not ",
                    " in ",
                    " = ",
                    "val(",
                    "tolower(",
                    "oneof ",
                    "proc.name",
                    "evt.arg.",
                    "shells",
                    "spawned",
                    "null",
                    "~",
                    "---\n",
                    "...\n",
                    "append: true",
                    "override: ",
                    "- rule: Other\n",
                    "\uD83D\uDC1A",
                    "\uDC1A",
                    "9999999999999999999",
                    "\\x",
                    "regex (a{1000}){1000}",
                    "ü");

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(SEED_FILE);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 200)));
            }
        }
        return text.toString();
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder("- macro: m\n  condition: ");
        int pieces = random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static void compileAndRender(String text) {
        List<RuleSource> files = List.of(new RuleSource("fuzz.yaml", text));
        Compilation compilation = RuleCompiler.compile(files, CompilerOptions.defaults());
        assertThat(compilation.ruleSet().isPresent()).isEqualTo(compilation.errors().isEmpty());
        List<Diagnostic> found = compilation.diagnostics();
        assertThat(DiagnosticText.render(found)).isNotNull();
        assertThat(DiagnosticJson.render(List.of("fuzz.yaml"), found, Map.of())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void file_mutated_givesFindingsOnly(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            String text = random.nextInt(4) == 0 ? random(random) : mutated(random);
            String description = "seed " + seed + ", file " + i + ":\n" + text;

            Assertions.assertTimeout(
                    PER_FILE,
                    () ->
                            assertThatCode(() -> compileAndRender(text))
                                    .as(description)
                                    .doesNotThrowAnyException());
        }
    }

    @Test
    void file_unchanged_isSoundSoThatMutationsReachEveryPhase() {
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("seed.yaml", SEED_FILE)),
                        CompilerOptions.defaults());

        assertThat(compilation.errors())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "Rule uses 'append' or 'override.condition: append' but no rule by that"
                                + " name already exists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{", "- ", "[{", "- {a: ", "'", "- - ", "? ", "&a ", "!!", "- |\n ", "\t"
            })
    void yaml_nestedOrRepeated_isRefusedInTime(String piece) {
        String text = piece.repeat(200_000);

        Assertions.assertTimeout(PER_FILE, () -> compileAndRender(text));
    }

    @Test
    void aliases_thatMultiply_areRefused() {
        StringBuilder text = new StringBuilder("- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("- &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }

        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("f", text.toString())), CompilerOptions.defaults());

        assertThat(compilation.errors())
                .extracting(Diagnostic::message)
                .containsExactly("stands for more than 20000000 values");
    }

    @Test
    void macros_thatDouble_areRefused() {
        StringBuilder text = new StringBuilder("- macro: m0\n  condition: proc.name=x\n");
        for (int i = 1; i < 60; i++) {
            String before = "m" + (i - 1);
            text.append("- macro: m").append(i).append("\n  condition: ");
            text.append(before).append(" and ").append(before).append('\n');
        }

        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("f", text.toString())), CompilerOptions.defaults());

        assertThat(compilation.errors())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "condition becomes too large when its macros are put in: more than 1000000"
                                + " parts or 1000 levels");
    }

    @Test
    void macros_inALongChain_areRefusedNotAnOverflow() {
        StringBuilder text = new StringBuilder("- macro: m0\n  condition: proc.name=x\n");
        for (int i = 1; i < 5000; i++) {
            text.append("- macro: m").append(i).append("\n  condition: not m").append(i - 1);
            text.append(" and proc.pid=").append(i).append('\n');
        }

        compileAndRender(text.toString());
    }

    @Test
    void lists_thatMultiply_areRefused() {
        StringBuilder text = new StringBuilder("- {list: l0, items: [x, x, x, x, x]}\n");
        for (int i = 1; i < 30; i++) {
            String before = "l" + (i - 1);
            text.append("- {list: l").append(i).append(", items: [");
            text.append(String.join(", ", List.of(before, before, before))).append("]}\n");
        }

        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("f", text.toString())), CompilerOptions.defaults());

        assertThat(compilation.errors())
                .extracting(Diagnostic::message)
                .first()
                .asString()
                .startsWith("lists become too large when the lists in them are put in");
    }

    @Test
    void lists_inALongChainBackwards_areRefusedNotAnOverflow() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("- {list: l").append(i).append(", items: []}\n");
        }
        for (int i = 0; i < 20_000; i++) {
            text.append("- {list: l").append(i).append(", items: [l").append(i + 1).append("]}\n");
        }

        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("f", text.toString())), CompilerOptions.defaults());

        assertThat(compilation.errors()).isNotEmpty();
    }

    @Test
    void list_ofHundredThousandAddresses_compilesInTime() {
        StringBuilder text = new StringBuilder("- list: bad\n  items: [1.2.3.4");
        for (int i = 0; i < 100_000; i++) {
            text.append(", 10.").append(i >> 16).append('.').append(i >> 8 & 255);
            text.append('.').append(i & 255);
        }
        text.append("]\n- rule: r\n  desc: d\n  condition: evt.type=connect and fd.sip in (bad)\n");
        text.append("  output: o\n  priority: INFO\n");
        RuleSource file = new RuleSource("f", text.toString());

        Compilation compilation =
                Assertions.assertTimeout(
                        PER_FILE,
                        () -> RuleCompiler.compile(List.of(file), CompilerOptions.defaults()));

        assertThat(compilation.errors()).isEmpty();
    }
}
