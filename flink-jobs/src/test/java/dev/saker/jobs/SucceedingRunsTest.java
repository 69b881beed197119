// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.correlate.TestEvent;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/**
 * What did not come across hosts, when the collector of the last event is started anew before event
 * time has come so far, for another node holds that back.
 */
@SuppressWarnings("try") // harnesses close with a plain Exception
class SucceedingRunsTest {
    private static final String NODE = "web-1";
    private static final String SLOW = "web-2";
    private static final long OLD = 7;
    private static final long NEW = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    /** The step that must not come may come until START + 4 s. */
    private static final String ABSENCE =
            """
            - correlation: Absence
              type: temporal_ordered
              by: [user.name]
              within: 3s
              steps:
                - {id: first, condition: evt.type = openat and fd.name = /first}
                - {id: missing, not: true, condition: evt.type = openat and fd.name = /missing}
              output: "absent after %first.fd.name"
              priority: NOTICE
            """;

    private long offset;

    @Test
    void absence_thatTheEndedRunSawToItsEnd_isTold() throws Exception {
        try (HarnessedGraph graph = graph()) {
            begin(graph);
            graph.process(marker(NODE, OLD, 2, START + 6 * SECOND));
            graph.process(marker(NODE, NEW, 0, START + 10 * SECOND));

            graph.restart(() -> 2);
            end(graph);

            assertThat(graph.alerts())
                    .extracting(Alert::message)
                    .containsExactly("absent after /first");
        }
    }

    @Test
    void absence_thatEndsBetweenTheRuns_isNotTold() throws Exception {
        try (HarnessedGraph graph = graph()) {
            begin(graph);
            graph.process(marker(NODE, OLD, 2, START + 3 * SECOND));
            graph.process(marker(NODE, NEW, 0, START + 10 * SECOND));

            end(graph);

            assertThat(graph.alerts()).isEmpty();
            assertThat(graph.metrics().count("Absence.uncertain")).isEqualTo(1);
        }
    }

    private static HarnessedGraph graph() throws Exception {
        HarnessedGraph graph =
                new HarnessedGraph(
                        new ChangingRules(ABSENCE), Set.of(NODE, SLOW), HashMapStateBackend::new);
        graph.open(() -> 2);
        return graph;
    }

    private void begin(HarnessedGraph graph) throws Exception {
        graph.process(marker(SLOW, OLD, 0, START));
        graph.process(marker(NODE, OLD, 0, START));
        byte[] body = new TestEvent(NODE, START + SECOND, OLD, 1, "/first", "ann", 3).body();
        graph.process(placed(NODE, EventRecord.of("events", offset, body, START + SECOND)));
    }

    private void end(HarnessedGraph graph) throws Exception {
        graph.process(marker(NODE, NEW, 1, START + 20 * SECOND));
        graph.process(marker(SLOW, OLD, 1, START + 20 * SECOND));
        graph.process(marker(NODE, NEW, 2, START + 21 * SECOND));
    }

    private EventRecord marker(String node, long run, long sequence, long time) {
        return placed(
                node,
                EventRecord.ofMarker(
                        "events", new MarkerMessage(node, time, run, sequence, false)));
    }

    private EventRecord placed(String node, EventRecord record) {
        record.key = node.getBytes(StandardCharsets.UTF_8);
        record.offset = offset++;
        record.appendTime = record.time / 1_000_000;
        return record;
    }
}
