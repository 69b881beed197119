// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.correlate.BrokenCells;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.schemas.Alert;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What becomes of state and lateness that a restart finds. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class ForgottenStateTest {
    private static final String NODE = "web-1";
    private static final long RUN = 7;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    /** Between the versions. */
    private static final long PUSH = START + 5 * SECOND;

    private static final String TWO_STEPS =
            """
            - correlation: %s
              type: temporal_ordered
              by: [%s]
              within: 20s
              steps:
                - {id: first, condition: evt.type = openat and fd.name = /first}
                - {id: then, condition: evt.type = openat and fd.name = /then}
              output: "%s %%first.fd.name %%then.fd.name"
              priority: NOTICE
            """;

    private static final String OTHER =
            """
            - correlation: Other
              type: event_count
              condition: evt.type = openat and fd.name = /other
              by: [user.name]
              within: 1s
              threshold: {gte: 1}
              output: "other %user.name"
              priority: NOTICE
            """;

    private final NodeRecords records = new NodeRecords(NODE, RUN);

    private static String twoSteps(String word) {
        return TWO_STEPS.formatted("Host steps", "evt.hostname, user.name", word)
                + TWO_STEPS.formatted("Fleet steps", "user.name", word)
                + OTHER;
    }

    private static HarnessedGraph graph(ChangingRules rules) throws Exception {
        HarnessedGraph graph = new HarnessedGraph(rules, Set.of(NODE), HashMapStateBackend::new);
        graph.open(() -> 1);
        return graph;
    }

    @Test
    void key_ofRulesThatNobodyHasAnyMore_isForgottenWhenItsTimeIsOver() throws Exception {
        ChangingRules rules = new ChangingRules(twoSteps("old")).from(PUSH, 2, OTHER);
        try (HarnessedGraph graph = graph(rules)) {
            begin(graph);
            assertThat(graph.hosts().storedStates()).as("the node and a key").isEqualTo(2);
            assertThat(graph.fleet().storedStates()).isEqualTo(1);

            rules.forget(1);
            graph.restart(() -> 1);
            graph.process(records.marker(START + 25 * SECOND));

            graph.checkpoint();
            assertThat(graph.hosts().storedStates()).as("the node").isEqualTo(1);
            assertThat(graph.fleet().storedStates()).isZero();
            assertThat(graph.metrics().count("state_of_unknown_rules")).isEqualTo(2);
            assertThat(graph.alerts()).isEmpty();
        }
    }

    @Test
    void key_ofRulesThatNobodyHasAnyMore_goesOnByTheSameLayoutOfTheNewest() throws Exception {
        ChangingRules rules = new ChangingRules(twoSteps("old")).from(PUSH, 2, twoSteps("new"));
        try (HarnessedGraph graph = graph(rules)) {
            begin(graph);

            rules.forget(1);
            graph.restart(() -> 3);
            graph.process(event("/then", START + 7 * SECOND));
            graph.process(records.marker(START + 25 * SECOND));

            assertThat(graph.alerts())
                    .extracting(Alert::message)
                    .hasSize(2)
                    .allMatch(message -> message.contains("new /first /then"));
            assertThat(graph.metrics().count("state_of_unknown_rules")).isZero();
        }
    }

    @Test
    void key_storedInAFormThatNobodyKnows_isForgottenAndCounted() throws Exception {
        try (HarnessedGraph graph = graph(new ChangingRules(twoSteps("same")))) {
            begin(graph);
            graph.restart(() -> 1);
            graph.hosts().change("cells", BrokenCells::of);
            graph.fleet().change("cells", BrokenCells::of);

            graph.process(event("/then", START + 7 * SECOND));
            graph.process(records.marker(START + 25 * SECOND));

            graph.checkpoint();
            assertThat(graph.alerts()).isEmpty();
            assertThat(graph.metrics().count("state_unreadable")).isEqualTo(2);
            assertThat(graph.hosts().storedStates()).as("the node").isEqualTo(1);
            assertThat(graph.fleet().storedStates()).isZero();
        }
    }

    /** Flink knows no event time until the first marker behind a restart. */
    @Test
    void event_lateBeforeARestart_isLateBehindIt() throws Exception {
        try (HarnessedGraph graph = graph(new ChangingRules(OTHER))) {
            graph.process(records.marker(START));
            graph.process(records.marker(START + 10 * SECOND));
            graph.process(event("/other", START + 5 * SECOND));
            assertThat(graph.late()).hasSize(1);

            graph.restart(() -> 3);
            graph.process(event("/other", START + 6 * SECOND));
            graph.process(records.marker(START + 25 * SECOND));

            assertThat(graph.late()).hasSize(2);
            assertThat(graph.alerts()).isEmpty();
        }
    }

    /**
     * The operator of the key remembers how far event time had come, even if the match does not.
     */
    @Test
    void hit_lateBeforeARestart_isLateForItsKeyEvenIfTheMatchDoesNotKnow() throws Exception {
        try (HarnessedGraph graph = graph(new ChangingRules(OTHER))) {
            graph.process(records.marker(START));
            graph.process(records.marker(START + 10 * SECOND));
            // The match was told of event time by no record since, as where it reads another
            // partition than before.
            graph.restart(() -> 1);
            graph.process(event("/other", START + 6 * SECOND));
            graph.process(records.marker(START + 25 * SECOND));

            assertThat(graph.alerts()).isEmpty();
            assertThat(graph.metrics().count("Other.late")).isEqualTo(1);
        }
    }

    /** The first step, and a checkpoint that knows it. */
    private void begin(HarnessedGraph graph) throws Exception {
        graph.process(records.marker(START));
        graph.process(event("/first", START + SECOND));
        graph.process(records.marker(START + 6 * SECOND));
        graph.checkpoint();
    }

    private EventRecord event(String path, long time) {
        return records.event(path, "ann", time);
    }
}
