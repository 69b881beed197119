// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.Priority;
import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;

/** Works out what items about alerts come to. */
final class AlertItemDescriber {

    /** Times, the number held back. */
    private static final long SUPPRESS = 32;

    /** Times, counts and the node of an incident; a score and when it was. */
    private static final long FIXED = 64;

    /** A rule's or a tactic's name, perhaps with a time. */
    private static final long NAME = 40;

    /** An alert's id. */
    private static final long ID = 66;

    /** So many names are remembered at most. */
    private static final long MOST_NAMES = 64;

    private final List<Alerting> alerting = new ArrayList<>();
    private final List<AlertStage> stages;

    /** Something that raises alerts. */
    private record Alerting(String name, List<String> tags, Priority priority) {}

    /**
     * @param rules of which those that are enabled alert
     * @param set with the items, and with correlations that alert
     */
    AlertItemDescriber(List<CheckedRule> rules, CorrelationSet set) {
        this.stages = set.alertItems();
        for (CheckedRule rule : rules) {
            RuleDefinition.Body body = rule.definition().body();
            if (body.switches().enabled()) {
                List<String> tags = List.copyOf(body.tags());
                alerting.add(new Alerting(rule.definition().name(), tags, body.priority()));
            }
        }
        for (Correlation one : set.correlations()) {
            alerting.add(new Alerting(one.name(), one.tags(), one.priority()));
        }
    }

    /** In their order. */
    List<AlertItemDescription> describe() {
        return stages.stream().map(this::describe).toList();
    }

    private AlertItemDescription describe(AlertStage stage) {
        AlertStage.Common common = stage.common();
        List<String> alerts =
                alerting.stream()
                        .filter(a -> common.match().selects(a.name(), a.tags(), a.priority()))
                        .map(Alerting::name)
                        .toList();
        return new AlertItemDescription(
                stage.kind(),
                common.name(),
                alerts,
                common.by().stream().map(FieldRef::name).toList(),
                mostBytes(stage, Math.min(MOST_NAMES, alerts.size())),
                AlertItemText.of(stage));
    }

    private static long mostBytes(AlertStage stage, long names) {
        if (stage instanceof AlertStage.Suppress) {
            return SUPPRESS;
        }
        return stage instanceof AlertStage.Incident incident
                ? FIXED + NAME * names + ID * incident.sample()
                : FIXED + NAME * names;
    }
}
