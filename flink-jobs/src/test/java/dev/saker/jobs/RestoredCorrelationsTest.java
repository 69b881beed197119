// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.match.GivenRules;
import dev.saker.schemas.Alert;
import dev.saker.schemas.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a job is stopped at, and with however many tasks it goes on: the correlations of every
 * type, and the items about alerts, say what they would have said.
 */
@SuppressWarnings("try") // harnesses close with a plain Exception
class RestoredCorrelationsTest {
    private static final long SEEDS = Boolean.getBoolean("saker.long") ? 60 : 1;
    private static final Set<String> NODES = Set.of("host-0", "host-1", "host-2", "host-3");
    private static final String SILENT = "host-0";
    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTES = 12;

    /** More keys than may be remembered: which of them go must not hang on a restart. */
    private static final String FEW_KEYS =
            """
            - correlation: Few keys
              type: event_count
              condition: evt.type = openat
              by: [evt.hostname, fd.name]
              within: 8s
              threshold: {gte: 2}
              limits: {keys: 6}
              output: "few %fd.name %corr.count %corr.truncated"
              priority: NOTICE
            """;

    static LongStream seeds() {
        long first = Long.getLong("saker.seed", 20261122L);
        return LongStream.range(first, first + SEEDS);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void state_restoredFromTheHeap_givesTheSameAlerts(long seed) throws Exception {
        assertUndisturbed(seed, HashMapStateBackend::new, 10);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void state_restoredFromRocksDb_givesTheSameAlerts(long seed) throws Exception {
        assertUndisturbed(seed, EmbeddedRocksDBStateBackend::new, 3);
    }

    private static void assertUndisturbed(long seed, Supplier<StateBackend> backends, int restarts)
            throws Exception {
        GivenRules rules =
                new GivenRules(
                        List.of(
                                new RuleFile("modes.yaml", rules()),
                                new RuleFile("few.yaml", FEW_KEYS)),
                        Matching.defaults());
        List<EventRecord> records = records(new RandomHosts(seed));
        SplittableRandom random = new SplittableRandom(seed);

        List<String> undisturbed;
        try (HarnessedGraph graph = new HarnessedGraph(rules, NODES, HashMapStateBackend::new)) {
            graph.open(() -> 2);
            for (EventRecord record : records) {
                process(record, graph);
            }
            undisturbed = told(graph.alerts());
        }

        List<String> disturbed;
        List<Integer> stops = new ArrayList<>();
        try (HarnessedGraph graph = new HarnessedGraph(rules, NODES, backends)) {
            graph.open(() -> 1 + random.nextInt(3));
            for (int next = 0; next < records.size(); next++) {
                process(records.get(next), graph);
                if (random.nextInt(records.size()) < restarts) {
                    stops.add(next);
                    graph.restart(() -> 1 + random.nextInt(3));
                } else if (random.nextInt(records.size()) < restarts) {
                    graph.checkpoint();
                }
            }
            disturbed = told(graph.alerts());
        }

        assertThat(stops).isNotEmpty();
        assertThat(undisturbed)
                .hasSizeGreaterThan(100)
                .anyMatch(alert -> alert.contains(" host_silent "))
                .anyMatch(alert -> alert.contains(" Few keys "))
                .anyMatch(alert -> alert.contains(" Fleet count "))
                .anyMatch(alert -> alert.contains(" Fleet absence "))
                .anyMatch(alert -> alert.contains(" Host absence "))
                .anyMatch(alert -> alert.contains(" Fleet sequence "))
                .anyMatch(alert -> alert.contains(" Risk of a host "))
                .anyMatch(alert -> alert.contains(" Story of a user "));
        assertThat(less(undisturbed, disturbed))
                .as("not told when stopped behind the records %s", stops)
                .isEmpty();
        assertThat(less(disturbed, undisturbed))
                .as("told besides when stopped behind the records %s", stops)
                .isEmpty();
    }

    private static List<String> less(List<String> all, List<String> others) {
        List<String> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }

    /** One node falls silent in the middle; the others are heard of for minutes more. */
    private static List<EventRecord> records(RandomHosts hosts) {
        List<EventRecord> records = new ArrayList<>();
        hosts.partitions().forEach(records::addAll);
        records.sort(Comparator.comparingLong(record -> record.appendTime));
        long silence = hosts.end() - 35 * SECOND;
        records.removeIf(record -> record.time > silence && new String(record.key).equals(SILENT));
        for (int minute = 1; minute <= MINUTES; minute++) {
            for (String node : NODES) {
                if (!node.equals(SILENT)) {
                    long time = hosts.end() + minute * 60 * SECOND;
                    EventRecord marker =
                            EventRecord.ofMarker(
                                    "events",
                                    new MarkerMessage(node, time, RandomHosts.RUN, 1_000, false));
                    marker.key = node.getBytes(StandardCharsets.UTF_8);
                    marker.marker.pubSeq += minute;
                    marker.offset = 1_000_000L * minute + node.hashCode() % 1_000;
                    records.add(marker);
                }
            }
        }
        return records;
    }

    /** Nothing waits for the silent one as soon as another is far ahead of it. */
    private static void process(EventRecord record, HarnessedGraph graph) throws Exception {
        if (record.offset >= 1_000_000L) {
            graph.leave(SILENT);
        }
        graph.process(record);
    }

    private static List<String> told(List<Alert> alerts) {
        return alerts.stream()
                .map(
                        alert ->
                                alert.alertId()
                                        + " "
                                        + alert.rule()
                                        + " "
                                        + alert.time()
                                        + " "
                                        + alert.node()
                                        + " "
                                        + alert.message()
                                        + " "
                                        + alert.fields())
                .sorted()
                .toList();
    }

    private static String rules() throws Exception {
        try (var in = RestoredCorrelationsTest.class.getResourceAsStream("/modes.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
