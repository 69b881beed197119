// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.check;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Priority;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.EventSample;
import dev.saker.scap.EventTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rule sets are one, and which rules an event type has. */
class CompiledRulesTest {
    private static final String RULE =
            """
            - rule: Opened
              desc: d
              condition: evt.type = open and proc.name = PROC
              output: o
              priority: PRIORITY
            """;
    private static final String COUNT =
            """
            - correlation: Often
              type: event_count
              condition: evt.type = open
              within: 1m
              threshold: {gte: 3}
              output: o
              priority: NOTICE
            """;

    private static RuleSet compile(String text, Priority least) {
        return RuleCompiler.compile(
                        List.of(new RuleSource("r.yaml", text)),
                        CompilerOptions.defaults().withMinPriority(least))
                .ruleSet()
                .orElseThrow();
    }

    private static RuleSet compile(String process) {
        return compile(text(process, "INFO"), Priority.DEBUG);
    }

    private static String text(String process, String priority) {
        return RULE.replace("PROC", process).replace("PRIORITY", priority);
    }

    private static List<String> openRules(CompiledRules rules) {
        return Arrays.stream(rules.candidates(EventSample.code("PPME_SYSCALL_OPEN_X")))
                .map(candidate -> candidate.rule().name())
                .toList();
    }

    @Test
    void ruleSets_thatSayTheSame_areCompiledOnce() {
        CompiledRules one = CompiledRules.of(compile("cat"));

        assertThat(CompiledRules.of(compile("cat"))).isSameAs(one);
        assertThat(CompiledRules.of(compile("'cat'"))).isSameAs(one);
        assertThat(CompiledRules.of(compile("dog"))).isNotSameAs(one);
    }

    /** The digest is about all rules, those that are left out too. */
    @Test
    void ruleSets_ofWhichOtherRulesAreInForce_areNotOne() {
        String text = text("cat", "ERROR") + text("dog", "DEBUG").replace("Opened", "Also");
        CompiledRules all = CompiledRules.of(compile(text, Priority.DEBUG));
        CompiledRules grave = CompiledRules.of(compile(text, Priority.ERROR));

        assertThat(openRules(all)).containsExactly("Opened", "Also");
        assertThat(openRules(grave)).containsExactly("Opened");
    }

    @Test
    void stepsOfCorrelations_comeBehindTheRules() {
        RuleSet set = compile(text("cat", "INFO") + COUNT, Priority.DEBUG);
        CompiledRules with = CompiledRules.withSteps(set);

        assertThat(openRules(CompiledRules.of(set))).containsExactly("Opened");
        assertThat(openRules(with)).hasSize(2).startsWith("Opened");
        assertThat(with.ordinals()).isEqualTo(2);
        assertThat(CompiledRules.withSteps(set)).isSameAs(with);
    }

    @Test
    void rules_areThoseOfTheEventType_fromTheFirstToTheLastOfTheTable() {
        int last = EventTable.get().size() - 1;
        BitSet ends = new BitSet();
        ends.set(0);
        ends.set(last);
        Rule rule = TestConditions.rule(0, check("proc.name", "=", "cat"), ends);
        CompiledRules rules = new CompiledRules(List.of(rule), 1, true);

        assertThat(rules.candidates(0)).hasSize(1);
        assertThat(rules.candidates(last)).hasSize(1);
        assertThat(rules.candidates(1)).isEmpty();
        assertThat(rules.candidates(-1)).isEmpty();
        assertThat(rules.candidates(last + 1)).isEmpty();
    }
}
