// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.scap.EventTable;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** Hits, evaluations and estimated costs by rule, over versions of the rule set. */
class RuleMetricsTest {
    private static final int EVENTS = 2_500; // enough for some to be timed

    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final RuleMetrics metrics = new RuleMetrics(new Kept(""));

    /** Keeps what is registered, by names of groups and metric. */
    private final class Kept extends UnregisteredMetricsGroup {
        private final String path;

        Kept(String path) {
            this.path = path;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Kept(path + key + "=" + value + " ");
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            counters.put(path + name, counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(path + name, gauge);
            return gauge;
        }
    }

    @Test
    void hitsAndCosts_areThoseOfTheRule() {
        RuleSet rules = rules("open", "connect");
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        run(matcher, metrics.of(rules, 1, matcher));

        assertThat(counters.get("rule=on open hits").getCount()).isEqualTo(EVENTS);
        assertThat(counters.get("rule=on connect hits").getCount()).isZero();
        assertThat(gauge("rule=on open evaluations")).isEqualTo(EVENTS);
        assertThat(gauge("rule=on connect evaluations")).isZero();
        assertThat(gauge("rule=on open cost_ns")).isPositive();
        assertThat(gauge("rule=on connect cost_ns")).isZero();
    }

    @Test
    void hits_goOnOverVersions_andCostsAreThoseOfTheNewest() {
        RuleSet rules = rules("open");
        Matcher old = new Matcher(rules, MatchMode.ALL);
        Matcher now = new Matcher(rules, MatchMode.ALL);
        run(old, metrics.of(rules, 7, old));

        RuleMetrics.OfRule[] newest = metrics.of(rules, 8, now);
        assertThat(gauge("rule=on open evaluations")).isZero();
        run(now, newest);
        metrics.of(rules, 7, old);

        assertThat(counters.get("rule=on open hits").getCount()).isEqualTo(2 * EVENTS);
        assertThat(gauge("rule=on open evaluations")).isEqualTo(EVENTS);
    }

    private long gauge(String name) {
        return (Long) gauges.get(name).getValue();
    }

    private static RuleSet rules(String... types) {
        StringBuilder file = new StringBuilder();
        for (String type : types) {
            file.append("- {rule: on ").append(type).append(", desc: d, output: o,");
            file.append(" priority: INFO, condition: evt.type = ").append(type).append("}\n");
        }
        return RuleCompiler.compile(
                        List.of(new RuleSource("r.yaml", file.toString())),
                        CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow();
    }

    private static void run(Matcher matcher, RuleMetrics.OfRule[] ofRules) {
        SyscallEventView view = new SyscallEventView(open());
        MatchHandler hits =
                new MatchHandler() {
                    @Override
                    public void onMatch(Rule rule, EventView event) {
                        ofRules[rule.index()].hit(false);
                    }

                    @Override
                    public void onUnknown(Rule rule, FieldRef field, EventView event) {}
                };
        for (int i = 0; i < EVENTS; i++) {
            view.reset();
            matcher.match(view, hits);
        }
    }

    /** An open of which nothing more is known. */
    private static SyscallEventSource open() {
        int type = EventTable.get().byCodeName("PPME_SYSCALL_OPEN_X").code();
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        RuleMetricsTest.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        (self, method, arguments) -> {
                            Class<?> answer = method.getReturnType();
                            if (answer == void.class) {
                                ((Slice) arguments[arguments.length - 1]).setAbsent();
                                return null;
                            }
                            if (answer == boolean.class) {
                                return false;
                            }
                            int number = method.getName().equals("type") ? type : 0;
                            return answer == int.class ? (Object) number : (Object) (long) number;
                        });
    }
}
