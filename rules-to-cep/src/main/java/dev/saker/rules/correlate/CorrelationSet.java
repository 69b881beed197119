// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.Rule;
import java.util.List;

/**
 * The correlations of a rule set that are active here.
 *
 * @param conditions of all their inputs, as rules that are matched for all events and never alert
 * @param alertItems what is done with alerts
 */
public record CorrelationSet(
        List<Correlation> correlations, List<Rule> conditions, List<AlertStage> alertItems) {

    public static final CorrelationSet NONE = new CorrelationSet(List.of(), List.of(), List.of());

    public CorrelationSet {
        correlations = List.copyOf(correlations);
        conditions = List.copyOf(conditions);
        alertItems = List.copyOf(alertItems);
    }

    public boolean isEmpty() {
        return correlations.isEmpty() && alertItems.isEmpty();
    }
}
