// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.rules.InactiveRule;
import dev.saker.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What Falco and we say about one recording, alert by alert, as multisets. */
final class Agreement {
    private final Map<String, String> inactive;
    private final Map<String, Integer> differences = new TreeMap<>();
    private final Set<String> causes = new TreeSet<>();
    private final int expected;
    private int equal;

    private Agreement(RuleSet rules, int expected) {
        this.inactive =
                rules.inactive().stream()
                        .collect(
                                Collectors.toMap(
                                        InactiveRule::name, InactiveRule::reason, (a, b) -> a));
        this.expected = expected;
    }

    static Agreement of(RuleSet rules, List<FalcoAlert> falco, List<FalcoAlert> ours) {
        Agreement agreement = new Agreement(rules, falco.size());
        agreement.compare(falco, new ArrayList<>(ours));
        return agreement;
    }

    int expected() {
        return expected;
    }

    int equal() {
        return equal;
    }

    /** The reasons of all that differs. */
    Set<String> causes() {
        return causes;
    }

    /** What differs and why, with how often. */
    Map<String, Integer> differences() {
        return differences;
    }

    private void compare(List<FalcoAlert> falco, List<FalcoAlert> ours) {
        Map<FalcoAlert, Long> left =
                ours.stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        for (FalcoAlert alert : falco) {
            Optional<FalcoAlert> found =
                    left.keySet().stream()
                            .filter(alert::isOfSame)
                            .min((a, b) -> alert.difference(a).compareTo(alert.difference(b)));
            if (found.isEmpty()) {
                count(alert.rule(), "missing", cause(alert));
                continue;
            }
            left.computeIfPresent(found.get(), (same, count) -> count == 1 ? null : count - 1);
            String difference = alert.difference(found.get());
            if (difference.isEmpty()) {
                equal++;
            } else {
                count(alert.rule(), "different", difference);
            }
        }
        left.forEach((alert, count) -> count(alert.rule(), "ours only", alert.message()));
    }

    private String cause(FalcoAlert alert) {
        String reason = inactive.get(alert.rule());
        return reason == null ? "not raised" : "rule inactive, " + reason;
    }

    private void count(String rule, String what, String cause) {
        causes.add(cause);
        differences.merge("| " + rule + " | " + what + " | " + cause + " |", 1, Integer::sum);
    }
}
