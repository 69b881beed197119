// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.EventCodes;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.PublishedRules;
import dev.saker.rules.PushTerms;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.config.YamlConfig;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a configuration and rules together ask of a sensor. */
class SensorPlanTest {
    private static final String RULE =
            """
            - rule: shadow opened
              desc: d
              condition: evt.type = openat and fd.name = /etc/shadow
              output: o
              priority: NOTICE
            """;

    @Test
    void classes_archived_leaveWhole_besideWhatMayMatterToARule() {
        SensorPlan plan = plan("archive: {classes: [execve]}", false);

        assertThat(plan.publishes(EventCodes.OPENAT)).isTrue();
        assertThat(plan.isFiltered(EventCodes.OPENAT)).isTrue();
        assertThat(plan.publishes(EventCodes.EXECVE)).isTrue();
        assertThat(plan.isFiltered(EventCodes.EXECVE)).isFalse();
        assertThat(plan("", false).publishes(EventCodes.EXECVE)).isFalse();
    }

    @Test
    void outputs_thatNameTheContainer_askForWhatRuntimesTell() {
        int names = FieldGroup.CONTAINER_NAMES.bit();

        assertThat(plan("", true).projection()).isEqualTo(FieldGroup.DEFAULT | names);
        assertThat(plan("", false).projection()).isEqualTo(FieldGroup.DEFAULT);
    }

    @Test
    void pushedRules_askForWhatRuntimesTell_unlessPushedWithoutTheContainer() {
        List<RuleFile> rules = List.of(new RuleFile("r.yaml", RULE));
        List<RuleFile> plain = PublishedRules.of(rules, Optional.empty(), PushTerms.none());
        PushTerms without = PushTerms.of(CompilerOptions.defaults().withSuggestedOutput(false));
        List<RuleFile> bare = PublishedRules.of(rules, Optional.empty(), without);

        assertThat(asksRuntimes(RulePlans.pushed(plain).orElseThrow())).isTrue();
        assertThat(asksRuntimes(RulePlans.pushed(bare).orElseThrow())).isFalse();
    }

    private static boolean asksRuntimes(PlannedRules rules) {
        SensorPlan plan = SensorPlan.following(List.of(rules), new BitSet(), Set.of(), 0);
        return FieldGroup.of(plan.projection()).contains(FieldGroup.CONTAINER_NAMES);
    }

    private static SensorPlan plan(String line, boolean suggestedOutput) {
        CollectorConfig config =
                YamlConfig.parse(
                        "collector.yaml",
                        "kafka: {bootstrap_servers: 'k:9092'}\n" + line + "\n",
                        CollectorConfig.class);
        PlannedRules rules =
                new PlannedRules(
                        RuleCompiler.compile(
                                        List.of(new RuleSource("r.yaml", RULE)),
                                        CompilerOptions.defaults()
                                                .withSuggestedOutput(suggestedOutput))
                                .ruleSet()
                                .orElseThrow(),
                        false);
        return SensorPlan.of(config, List.of(rules));
    }
}
