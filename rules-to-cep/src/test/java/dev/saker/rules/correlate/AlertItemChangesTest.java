// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items about alerts that a later file changes, as it changes rules. */
class AlertItemChangesTest {
    private static final String ITEMS =
            """
            - suppress: Lab
              desc: Shells there are nothing new.
              match: {tags_any: [shell]}
              by: [evt.hostname]
              for: 1h
            - incident: Story
              match: {priority: WARNING}
              by: [evt.hostname]
              gap: 15m
              max: 12h
              priority: NOTICE
            - risk: Danger
              by: [evt.hostname]
              score: {WARNING: 15}
              half_life: 6h
              per_rule: 30m
              threshold: {gte: 100}
              priority: ERROR
            """;

    private static Compilation compile(String change) {
        return RuleCompiler.compile(
                List.of(new RuleSource("items", ITEMS), new RuleSource("change", change)),
                CompilerOptions.defaults());
    }

    private static List<AlertStage> stages(String change) {
        Compilation compilation = compile(change);
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation.ruleSet().orElseThrow().correlations().alertItems();
    }

    @Test
    void spans_thatAreReplaced_holdAndAllElseStays() {
        List<AlertStage> stages =
                stages(
                        """
                        - {suppress: Lab, for: 5m, override: {for: replace}}
                        - {incident: Story, gap: 1m, match: {tags_any: [odd]}, override: {gap: replace, match: replace}}
                        - {risk: Danger, threshold: {gte: 7}, half_life: 1h, override: {threshold: replace, half_life: replace}}
                        """);

        AlertStage.Suppress suppress = (AlertStage.Suppress) stages.get(0);
        AlertStage.Incident incident = (AlertStage.Incident) stages.get(1);
        AlertStage.Risk risk = (AlertStage.Risk) stages.get(2);
        assertThat(suppress.throttle().toString()).contains("300000000000");
        assertThat(suppress.common().match().tagsAny()).containsExactly("shell");
        assertThat(incident.gapNanos()).isEqualTo(60_000_000_000L);
        assertThat(incident.maxNanos()).isEqualTo(12 * 3_600_000_000_000L);
        assertThat(incident.common().match().tagsAny()).containsExactly("odd");
        assertThat(risk.threshold()).isEqualTo(7);
        assertThat(risk.halfLifeNanos()).isEqualTo(3_600_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"suppress, Lab", "incident, Story", "risk, Danger"})
    void key_appendedTo_hasMoreFields(String kind, String name) {
        String change = "- {%s: %s, by: [container.id], override: {by: append}}\n";

        List<AlertStage> stages = stages(change.formatted(kind, name));

        assertThat(stages)
                .filteredOn(stage -> stage.common().name().equals(name))
                .allSatisfy(
                        stage ->
                                assertThat(stage.common().by())
                                        .extracting(FieldRef::name)
                                        .containsExactly("evt.hostname", "container.id"));
    }

    @ParameterizedTest
    @CsvSource({"suppress, Lab", "incident, Story", "risk, Danger"})
    void item_switchedOff_isLeftOut_andComesBackWhenSwitchedOn(String kind, String name) {
        String off = "- {%s: %s, enabled: false}\n".formatted(kind, name);
        String on = "- {%s: %s, enabled: true}\n".formatted(kind, name);

        assertThat(stages(off)).extracting(stage -> stage.common().name()).doesNotContain(name);
        assertThat(stages(off + on)).extracting(stage -> stage.common().name()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {suppress: Other, for: 5m, override: {for: replace}}",
                "- {suppress: Lab, fro: 5m, by: [proc.pid], override: {by: append}}",
                "- {incident: Story, gap: 5m, override: {gap: append}}",
                "- {risk: Danger, half_life: soon, override: {half_life: replace}}"
            })
    void change_thatCannotBeMade_isAnError(String change) {
        Compilation compilation = compile(change);

        assertThat(compilation.diagnostics().stream().filter(Diagnostic::isError)).isNotEmpty();
    }
}
