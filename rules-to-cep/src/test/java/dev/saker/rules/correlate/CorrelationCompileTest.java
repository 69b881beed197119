// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.ResolvedHosts;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.check.Condition;
import dev.saker.rules.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of correlations between their files and their run. */
class CorrelationCompileTest {

    private static final String COUNT =
            """
            - correlation: Count
              type: event_count
              condition: evt.type = connect and fd.sip.name = db
              group-by: [user.name]
              timespan: 5m
              threshold: {gte: 3}
              output: o
              priority: NOTICE
            """;

    private static Compilation compile(String text) {
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withHosts(new ResolvedHosts(Map.of("db", List.of("10.0.0.6"))));
        return RuleCompiler.compile(List.of(new RuleSource("test", text)), options);
    }

    private static CorrelationSet set(String text) {
        Compilation compilation = compile(text);
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation.ruleSet().orElseThrow().correlations();
    }

    @Test
    void namesOfHosts_inConditionsOfSteps_standForTheirAddresses() {
        Condition condition = set(COUNT).conditions().get(0).condition();

        assertThat(condition.toString()).contains("fd.sip").doesNotContain("fd.sip.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"within", "timespan", "maxspan"})
    void span_overriddenUnderAnyOfItsNames_isReplaced(String key) {
        String change = "- {correlation: Count, KEY: 9m, override: {KEY: replace}}\n";

        CorrelationSet set = set(COUNT + change.replace("KEY", key));

        assertThat(set.correlations().get(0).pattern().horizonNanos()).isEqualTo(540_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"by", "group-by"})
    void key_appendedToUnderAnyOfItsNames_hasMoreFields(String key) {
        String change = "- {correlation: Count, KEY: [proc.pid], override: {KEY: append}}\n";

        CorrelationSet set = set(COUNT + change.replace("KEY", key));

        assertThat(set.correlations().get(0).keyShape()).containsExactly("user.name", "proc.pid");
    }

    @Test
    void source_thatNobodyKnows_isLeftOutWithAWarning() {
        Compilation compilation = compile(COUNT + "  source: nobody\n");

        assertThat(compilation.diagnostics()).isNotEmpty();
        assertThat(compilation.diagnostics().stream().map(Diagnostic::message))
                .anyMatch(message -> message.contains("Unknown source nobody"));
        assertThat(compilation.ruleSet().map(set -> set.correlations().correlations()))
                .hasValue(List.of());
    }
}
