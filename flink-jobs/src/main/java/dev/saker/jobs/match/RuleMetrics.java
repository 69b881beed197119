// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.match.RuleCost;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one task counts of each rule, by the rule's name, so that counts go on over versions. Flink
 * cannot take a metric back: a rule that is gone keeps its last numbers until the task starts
 * again.
 */
final class RuleMetrics {
    private final MetricGroup metrics;
    private final Map<String, OfRule> rules = new HashMap<>();

    RuleMetrics(MetricGroup metrics) {
        this.metrics = metrics;
    }

    /** The metrics of one rule. */
    static final class OfRule {
        private final Counter hits;
        private final Counter late;
        private long version = Long.MIN_VALUE;
        private volatile Measured measured;

        private OfRule(MetricGroup group, Matcher matcher, Rule rule) {
            this.measured = new Measured(matcher, rule);
            hits = group.counter("hits");
            late = group.counter("late");
            // One evaluation in a thousand is timed: enough to tell a dear rule from a cheap one.
            Gauge<Long> evaluations = () -> cost().evaluations();
            Gauge<Long> nanos = () -> cost().estimatedNanos();
            group.gauge("evaluations", evaluations);
            group.gauge("cost_ns", nanos);
        }

        private RuleCost cost() {
            Measured now = measured;
            return now.matcher.cost(now.rule);
        }

        private void take(long ofVersion, Matcher newMatcher, Rule newRule) {
            if (ofVersion >= version) {
                version = ofVersion;
                measured = new Measured(newMatcher, newRule);
            }
        }

        void hit(boolean isLate) {
            hits.inc();
            if (isLate) {
                late.inc();
            }
        }
    }

    /** Of each rule of a version, by its index; costs are those of the newest version seen. */
    OfRule[] of(RuleSet ruleSet, long version, Matcher matcher) {
        int count = ruleSet.rules().stream().mapToInt(Rule::index).max().orElse(-1) + 1;
        OfRule[] byIndex = new OfRule[count];
        for (Rule rule : ruleSet.rules()) {
            OfRule known = rules.get(rule.name());
            if (known == null) {
                known = new OfRule(metrics.addGroup("rule", rule.name()), matcher, rule);
                rules.put(rule.name(), known);
            }
            known.take(version, matcher, rule);
            byIndex[rule.index()] = known;
        }
        return byIndex;
    }

    /** Whose costs are told: both of the same version. */
    private record Measured(Matcher matcher, Rule rule) {}
}
