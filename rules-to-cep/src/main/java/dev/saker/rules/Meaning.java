// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.HostAddresses;
import dev.saker.rules.check.StrictFalco;
import dev.saker.rules.correlate.plan.CheckedCorrelation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What options make of conditions, of rules and of steps alike. Only for those that are wanted:
 * looking up the hosts that others name would tell the network what nobody asked for.
 */
final class Meaning {
    private final boolean strictFalco;
    private final Optional<HostResolver> hosts;
    private final Set<String> hostNames = new LinkedHashSet<>();

    Meaning(
            CompilerOptions options,
            List<CheckedRule> rules,
            List<CheckedCorrelation> correlations) {
        strictFalco = options.strictFalco();
        hosts = options.hosts();
        UnaryOperator<CheckedRule> collect =
                rule -> {
                    hostNames.addAll(HostAddresses.names(rule));
                    return rule;
                };
        rules.forEach(collect::apply);
        correlations.forEach(one -> one.rewritten(collect));
        hosts.ifPresent(resolver -> resolver.expect(hostNames));
    }

    CheckedRule of(CheckedRule rule) {
        CheckedRule asked = strictFalco ? StrictFalco.of(rule) : rule;
        return hosts.map(resolver -> HostAddresses.of(asked, resolver)).orElse(asked);
    }

    CheckedCorrelation of(CheckedCorrelation correlation) {
        return correlation.rewritten(this::of);
    }

    /** The hosts that conditions name, each with what stands for it. */
    List<String> hosts() {
        return hosts.stream()
                .flatMap(resolver -> hostNames.stream().map(name -> host(name, resolver)))
                .toList();
    }

    private static String host(String name, HostResolver resolver) {
        return resolver.isLate() ? name : name + " " + resolver.addresses(name);
    }
}
