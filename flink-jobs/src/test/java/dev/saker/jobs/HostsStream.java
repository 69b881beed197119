// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.match.RuleOrigin;
import dev.saker.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * What random hosts send, until long after the last event: the first of them falls silent on the
 * way, the collectors of the last two lose events and are started anew. It is given to the graph as
 * it is, or with restarts of the job, checkpoints and repeated records at random places.
 */
@SuppressWarnings("try") // harnesses close with a plain Exception
final class HostsStream {
    private static final Set<String> NODES = Set.of("host-0", "host-1", "host-2", "host-3");
    private static final String SILENT = "host-0";
    private static final int RESTARTED = 2;
    private static final int REPEATED = 20;
    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTES = 12;

    /** Behind all offsets of the stream proper. */
    private static final long LATER = 1_000_000L;

    private final SplittableRandom random;
    private final List<EventRecord> records = new ArrayList<>();

    HostsStream(long seed) {
        random = new SplittableRandom(seed);
        RandomHosts hosts = RandomHosts.withRestarts(seed, RESTARTED);
        hosts.partitions().forEach(records::addAll);
        records.sort(Comparator.comparingLong(record -> record.appendTime));
        long silence = hosts.end() - 35 * SECOND;
        records.removeIf(record -> record.time > silence && node(record).equals(SILENT));
        for (int minute = 1; minute <= MINUTES; minute++) {
            for (String node : NODES) {
                if (!node.equals(SILENT)) {
                    records.add(marker(node, minute, hosts));
                }
            }
        }
    }

    private static String node(EventRecord record) {
        return new String(record.key, StandardCharsets.UTF_8);
    }

    private static EventRecord marker(String node, int minute, RandomHosts hosts) {
        long time = hosts.end() + minute * 60 * SECOND;
        EventRecord marker =
                EventRecord.ofMarker(
                        "events",
                        new MarkerMessage(node, time, hosts.lastRun(node), 1_000 + minute, false));
        marker.key = node.getBytes(StandardCharsets.UTF_8);
        marker.offset = LATER * minute;
        return marker;
    }

    /**
     * What came of it.
     *
     * @param stops numbers of the records behind which the job was started anew
     */
    record Outcome(
            List<String> alerts,
            List<Alert> found,
            List<String> shadows,
            List<Alert> foundByShadows,
            List<Integer> stops,
            CountedMetrics metrics) {}

    /** Two tasks each, and nothing befalls them. */
    Outcome undisturbed(RuleOrigin rules) throws Exception {
        try (HarnessedGraph graph = graph(rules, HashMapStateBackend::new)) {
            graph.open(() -> 2);
            for (EventRecord record : records) {
                process(record, graph);
            }
            return outcome(graph, List.of());
        }
    }

    /**
     * @param restarts about how many
     * @param parallelism asked for each operator at each start
     */
    Outcome disturbed(
            RuleOrigin rules,
            Supplier<StateBackend> backends,
            int restarts,
            IntSupplier parallelism)
            throws Exception {
        List<Integer> stops = new ArrayList<>();
        Map<String, Deque<EventRecord>> last = new HashMap<>();
        try (HarnessedGraph graph = graph(rules, backends)) {
            graph.open(parallelism);
            for (int next = 0; next < records.size(); next++) {
                EventRecord record = records.get(next);
                process(record, graph);
                Deque<EventRecord> sent =
                        last.computeIfAbsent(node(record), node -> new ArrayDeque<>());
                sent.add(record);
                if (sent.size() > REPEATED) {
                    sent.remove();
                }
                switch (random.nextInt(Math.max(3, records.size() / restarts))) {
                    case 0 -> {
                        stops.add(next);
                        graph.restart(parallelism);
                    }
                    case 1 -> graph.checkpoint();
                    case 2 -> {
                        for (EventRecord repeated : sent) {
                            graph.process(repeated);
                        }
                    }
                    default -> {}
                }
            }
            return outcome(graph, stops);
        }
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    private static HarnessedGraph graph(RuleOrigin rules, Supplier<StateBackend> backends) {
        return new HarnessedGraph(rules, NODES, backends);
    }

    private static Outcome outcome(HarnessedGraph graph, List<Integer> stops) {
        return new Outcome(
                told(graph.alerts()),
                graph.alerts(),
                told(graph.shadows()),
                graph.shadows(),
                stops,
                graph.metrics());
    }

    /** Nothing waits for the silent one as soon as another is far ahead of it. */
    private static void process(EventRecord record, HarnessedGraph graph) throws Exception {
        if (record.offset >= LATER) {
            graph.leave(SILENT);
        }
        graph.process(record);
    }

    static List<String> told(List<Alert> alerts) {
        return alerts.stream().map(HostsStream::told).sorted().toList();
    }

    static String told(Alert alert) {
        return String.join(
                " ",
                alert.alertId(),
                alert.rule(),
                Long.toString(alert.time()),
                alert.node(),
                alert.message(),
                alert.fields().toString(),
                Long.toString(alert.rulesetVersion()));
    }

    /** What is in the first list and not in the second. */
    static List<String> less(List<String> all, List<String> others) {
        List<String> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }
}
