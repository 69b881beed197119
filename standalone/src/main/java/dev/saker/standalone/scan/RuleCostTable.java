// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.rules.Rule;
import dev.saker.rules.match.RuleCost;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What rules cost, the dearest first; rules that the index kept away from every event are left out.
 */
final class RuleCostTable {
    private RuleCostTable() {}

    /** One rule's line. */
    private record Line(Rule rule, RuleCost cost) {}

    static String text(List<Rule> rules, Function<Rule, RuleCost> costs) {
        List<Line> lines =
                rules.stream()
                        .map(rule -> new Line(rule, costs.apply(rule)))
                        .filter(line -> line.cost.evaluations() > 0)
                        .sorted(
                                Comparator.comparingLong(RuleCostTable::nanos)
                                        .thenComparingLong(line -> line.cost.evaluations())
                                        .reversed())
                        .toList();
        StringBuilder text = new StringBuilder();
        text.append("Rule costs (one evaluation in about a thousand is timed):\n");
        text.append("   evaluations     matches   estimated ms  rule\n");
        for (Line line : lines) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "   %11d %11d %14.2f  %s%n",
                            line.cost.evaluations(),
                            line.cost.matches(),
                            nanos(line) / 1e6,
                            line.rule.name()));
        }
        text.append("Never evaluated: ").append(rules.size() - lines.size()).append(" rules\n");
        return text.toString();
    }

    private static long nanos(Line line) {
        return line.cost.estimatedNanos();
    }
}
