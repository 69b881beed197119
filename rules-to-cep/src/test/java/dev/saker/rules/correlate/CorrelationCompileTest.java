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

    private static final String SEQUENCE =
            """
            - correlation: Sequence
              type: temporal_ordered
              by: [evt.hostname]
              within: 5m
              steps:
                - {id: one, condition: evt.type = open OWN}
                - {id: two, condition: evt.type = execve, where: WHERE}
              output: o
              priority: NOTICE
            """;

    private static Correlation sequence(String where, String own, String more) {
        String text = SEQUENCE.replace("WHERE", '"' + where + '"').replace(" OWN", own) + more;
        return set(text).correlations().get(0);
    }

    private static Pattern.Sequence pattern(Correlation correlation) {
        return (Pattern.Sequence) correlation.pattern();
    }

    @Test
    void equality_thatAllStepsShare_isPartOfTheKey() {
        Correlation one = sequence("proc.exepath = val(one.fd.name) and proc.pid > 1", "", "");

        assertThat(one.inputs().get(0).key()).extracting(KeyField::toString).endsWith("fd.name");
        assertThat(one.inputs().get(1).key())
                .extracting(KeyField::toString)
                .endsWith("proc.exepath");
        assertThat(pattern(one).steps().get(1).where().orElseThrow().toString())
                .contains("proc.pid")
                .doesNotContain("exepath");
    }

    @Test
    void equality_thatIsAllAConditionSays_leavesOneBeginningForAStep() {
        Correlation one = sequence("one.fd.name = val(proc.exepath)", "", "");

        assertThat(pattern(one).newestIsEnough()).isTrue();
        assertThat(one.inputs().get(0).key()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.exepath != val(one.fd.name)",
                "proc.exepath startswith val(one.fd.name)",
                "proc.exepath = val(one.fd.name) or proc.pid = 1",
                "proc.exepath = val(proc.name)"
            })
    void condition_thatIsNoEqualityOfSteps_staysOne(String where) {
        Correlation one = sequence(where, "", "");

        assertThat(one.inputs().get(0).key()).hasSize(1);
        assertThat(pattern(one).steps().get(1).where()).isPresent();
    }

    /** It is about the last of them, where a key would be about all. */
    @Test
    void equality_withAStepThatComesSeveralTimes_staysACondition() {
        Correlation one = sequence("proc.exepath = val(one.fd.name)", ", count: 3", "");

        assertThat(one.inputs().get(0).key()).hasSize(1);
    }

    @Test
    void equality_withUntil_isPartOfTheKeyOnlyIfUntilHasAFieldForIt() {
        String where = "proc.exepath = val(one.fd.name)";

        Correlation without = sequence(where, "", "  until: evt.type = unlink\n");
        Correlation with =
                sequence(where, "", "  until: {condition: evt.type = unlink, by: [fd.name]}\n");

        assertThat(without.inputs().get(0).key()).hasSize(1);
        assertThat(with.inputs()).allSatisfy(input -> assertThat(input.key()).hasSize(2));
        assertThat(with.layout()).isNotEqualTo(without.layout());
    }

    @Test
    void equalityOfHosts_thatAllStepsShare_makesItOneHosts() {
        String text =
                SEQUENCE.replace("by: [evt.hostname]", "by: [user.name]")
                        .replace("WHERE", "evt.hostname = val(one.evt.hostname)")
                        .replace(" OWN", "");

        assertThat(set(text).correlations().get(0).hostMode()).isTrue();
    }

    @Test
    void source_ofAStepThatIsNotCaptured_leavesTheCorrelationInactive() {
        String text =
                """
                - correlation: Two sources
                  type: temporal_ordered
                  within: 5m
                  steps:
                    - {id: one, condition: evt.type = open, by: [user.name]}
                    - {id: two, source: k8s_audit, condition: ka.verb = get, by: [ka.user.name]}
                  output: "%one.fd.name %two.ka.verb"
                  priority: NOTICE
                """;

        Compilation compilation = compile(text);

        assertThat(compilation.ruleSet().orElseThrow().correlations().correlations()).isEmpty();
        assertThat(compilation.ruleSet().orElseThrow().inactive().get(0).reason())
                .contains("k8s_audit");
    }

    @Test
    void lateness_ofACount_isItsPatterns() {
        CorrelationSet set = set(COUNT + "  allowed_lateness: 30s\n");

        assertThat(set.correlations().get(0).pattern().latenessNanos()).isEqualTo(30_000_000_000L);
    }
}
