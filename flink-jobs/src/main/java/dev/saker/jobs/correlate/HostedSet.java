// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.alert.AlertOutlet;
import dev.saker.jobs.ruleset.RuleSetCache.Name;
import dev.saker.jobs.stage.AlertRaising;
import dev.saker.rules.RuleSet;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.keyed.KeyStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The correlations of one version of the rules, and the way of its alerts. */
final class HostedSet {
    private final Name name;
    private final List<Hosted> byIndex = new ArrayList<>();
    private final Map<String, Hosted> byAddress = new HashMap<>();
    private final AlertRaising raising;

    HostedSet(Name name, RuleSet ruleSet, CorrelationMetrics metrics, AlertOutlet alerts) {
        this.name = name;
        for (Correlation correlation : ruleSet.correlations().correlations()) {
            Hosted hosted =
                    new Hosted(
                            name,
                            correlation,
                            new KeyStates(correlation),
                            Hosted.address(name.shadow(), correlation),
                            metrics.of(correlation.name()));
            byIndex.add(hosted);
            byAddress.put(hosted.address(), hosted);
        }
        raising = new AlertRaising(ruleSet.correlations(), name.version(), name.shadow(), alerts);
    }

    Name name() {
        return name;
    }

    List<Hosted> all() {
        return byIndex;
    }

    Hosted at(int index) {
        return byIndex.get(index);
    }

    Optional<Hosted> at(String address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    AlertRaising raising() {
        return raising;
    }
}
