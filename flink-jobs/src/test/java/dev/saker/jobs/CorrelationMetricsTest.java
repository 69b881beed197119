// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.match.ChangingRules;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What operators see of each correlation, of one whose keys are a host's and of one of a fleet. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class CorrelationMetricsTest {
    private static final String NODE = "node-1";
    private static final long RUN = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;
    private static final String COUNT =
            """
            - correlation: %s
              type: event_count
              condition: evt.type = openat and fd.name = /counted
              by: [%s]
              within: 20s
              threshold: {gte: 2}
              limits: {keys: 3}
              output: "%%user.name"
              priority: NOTICE
            """;
    private static final String RULES =
            COUNT.formatted("Of host", "evt.hostname, user.name")
                    + COUNT.formatted("Of fleet", "user.name");

    private final NodeRecords records = new NodeRecords(NODE, RUN);

    @Test
    void keys_thatComeAndGo_areShownWithTheirBytes() throws Exception {
        try (HarnessedGraph graph = graph()) {
            graph.process(records.marker(START));
            graph.process(event("ann", START + SECOND));
            graph.process(event("bob", START + SECOND));
            graph.process(records.marker(START + 3 * SECOND));
            graph.checkpoint();

            for (String name : new String[] {"Of host", "Of fleet"}) {
                assertThat(graph.metrics().shown(name + ".live_keys")).as(name).isEqualTo(2);
                assertThat(graph.metrics().shown(name + ".state_bytes"))
                        .as(name)
                        .isBetween(2 * 50L, 2 * 600L);
                assertThat(graph.metrics().count(name + ".hits")).as(name).isEqualTo(2);
                assertThat(graph.metrics().count(name + ".matches")).as(name).isZero();
            }

            graph.process(event("ann", START + 4 * SECOND)); // its count is met, and begins anew
            graph.process(records.marker(START + 60 * SECOND)); // the time of the other one is over
            graph.checkpoint();

            for (String name : new String[] {"Of host", "Of fleet"}) {
                assertThat(graph.metrics().count(name + ".matches")).as(name).isEqualTo(1);
                assertThat(graph.metrics().shown(name + ".live_keys")).as(name).isZero();
                assertThat(graph.metrics().shown(name + ".state_bytes")).as(name).isZero();
            }
        }
    }

    /** Else a trial of a rule that is in force would look like twice the matches and keys. */
    @Test
    void correlations_onTrial_areCountedApart() throws Exception {
        ChangingRules rules = new ChangingRules(RULES).shadowFrom(START, 2, RULES);
        try (HarnessedGraph graph = graph(rules)) {
            graph.process(records.marker(START));
            graph.process(event("ann", START + SECOND));
            graph.process(event("ann", START + 2 * SECOND));
            graph.process(event("bob", START + 2 * SECOND));
            graph.process(records.marker(START + 9 * SECOND));
            graph.checkpoint();

            for (String name : new String[] {"Of host", "Of fleet"}) {
                for (String set : new String[] {"shadow.correlation.", "0.correlation."}) {
                    assertThat(graph.metrics().count(set + name + ".matches")).isEqualTo(1);
                    assertThat(graph.metrics().count(set + name + ".hits")).isEqualTo(3);
                    assertThat(graph.metrics().shown(set + name + ".live_keys")).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void rules_thatAreActive_areCorrelationsToo() throws Exception {
        try (HarnessedGraph graph = graph()) {
            graph.process(records.marker(START));
            graph.process(event("ann", START + SECOND));

            assertThat(graph.metrics().shown("rules_active")).isEqualTo(2);
        }
    }

    @Test
    void keys_beyondTheLimit_areCountedAndNoLongerShown() throws Exception {
        try (HarnessedGraph graph = graph()) {
            graph.process(records.marker(START));
            for (int user = 0; user < 5; user++) {
                graph.process(event("user-" + user, START + SECOND + user));
            }
            graph.process(records.marker(START + 3 * SECOND));
            graph.checkpoint();

            for (String name : new String[] {"Of host", "Of fleet"}) {
                assertThat(graph.metrics().count(name + ".evicted")).as(name).isEqualTo(2);
                assertThat(graph.metrics().shown(name + ".live_keys")).as(name).isEqualTo(3);
            }
        }
    }

    @Test
    void keys_behindARestart_areShownAsBefore() throws Exception {
        try (HarnessedGraph graph = graph()) {
            graph.process(records.marker(START));
            graph.process(event("ann", START + SECOND));
            graph.process(records.marker(START + 3 * SECOND));
            graph.checkpoint();
            long bytes = graph.metrics().shown("state_bytes");
            graph.restart(() -> 2);

            // The gauges of the operators that ended show what they did; the new ones the same.
            assertThat(graph.metrics().shown("live_keys")).isEqualTo(2 * 2);
            assertThat(graph.metrics().shown("state_bytes")).isEqualTo(2 * bytes).isPositive();
        }
    }

    private static HarnessedGraph graph() throws Exception {
        return graph(new ChangingRules(RULES));
    }

    private static HarnessedGraph graph(ChangingRules rules) throws Exception {
        HarnessedGraph graph = new HarnessedGraph(rules, Set.of(NODE), HashMapStateBackend::new);
        graph.open(() -> 1);
        return graph;
    }

    private EventRecord event(String user, long time) {
        return records.event("/counted", user, time);
    }
}
