// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nine of ten hits are of one key, which all hosts share. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class SkewedKeysTest {
    private static final long SEEDS = Boolean.getBoolean("saker.long") ? 100 : 1;
    private static final int PER_SECOND = 60;
    private static final Set<String> NODES = Set.of("host-0", "host-1", "host-2", "host-3");
    private static final String RULES =
            """
            - macro: opened
              condition: evt.type = openat
            - correlation: Many
              type: event_count
              condition: opened
              by: [user.name]
              within: 10s
              threshold: {gte: 300}
              output: "%user.name %corr.count %fd.name"
              priority: NOTICE
            - correlation: Different
              type: value_count
              condition: opened
              by: [user.name]
              field: fd.name
              within: 2s
              threshold: {gte: 20}
              output: "%user.name %corr.distinct %fd.name"
              priority: NOTICE
            - correlation: Sum
              type: value_sum
              condition: opened
              by: [user.name]
              field: evt.rawres
              within: 10s
              threshold: {gte: 1000}
              output: "%user.name %corr.value"
              priority: NOTICE
            - correlation: Steps
              type: temporal_ordered
              by: [user.name]
              within: 1s
              steps:
                - {id: one, condition: opened and fd.name = /a/1}
                - {id: two, condition: opened and fd.name = /b/2}
                - {id: none, not: true, condition: opened and fd.name = /c/3}
                - {id: three, condition: opened and fd.name = /d/4}
              output: "%one.user.name %three.fd.name"
              priority: NOTICE
            """;

    static LongStream seeds() {
        long first = Long.getLong("saker.seed", 20261122L);
        return LongStream.range(first, first + SEEDS);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void hits_mostOfOneKey_giveWhatAScanGivesInFewRecords(long seed) throws Exception {
        RandomHosts hosts = RandomHosts.crowded(seed, PER_SECOND);
        List<String> scanned = HostsStream.told(hosts.scan(RULES));
        List<EventRecord> records = new ArrayList<>();
        hosts.partitions().forEach(records::addAll);
        records.sort(Comparator.comparingLong(record -> record.appendTime));

        try (HarnessedGraph graph =
                new HarnessedGraph(new ChangingRules(RULES), NODES, HashMapStateBackend::new)) {
            graph.open(() -> 3);
            for (EventRecord record : records) {
                graph.process(record);
            }

            assertThat(graph.alerts())
                    .extracting(Alert::rule)
                    .contains("Many", "Different", "Sum", "Steps");
            assertThat(sameVersion(graph.alerts())).isEqualTo(scanned);
            assertThat(graph.metrics().count("folded_records"))
                    .as("records for hits that crossed to the tasks of their keys")
                    .isLessThan(graph.metrics().count("folded_hits") / 2);
        }
    }

    /** A scan knows no versions. */
    private static List<String> sameVersion(List<Alert> alerts) {
        return alerts.stream()
                .map(HostsStream::told)
                .map(told -> told.replaceFirst(" 1$", " 0"))
                .sorted()
                .toList();
    }
}
