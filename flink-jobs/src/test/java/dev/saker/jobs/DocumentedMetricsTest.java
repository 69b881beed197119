// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.marker.GapFunction;
import dev.saker.jobs.match.ChangingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Whatever the detection job counts is told on its page, and nothing else is. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class DocumentedMetricsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final String NODE = "web-1";
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;
    private static final Pattern NAME = Pattern.compile("`([a-z_.<>]+…?)`");
    private static final Pattern OF_DETECTION =
            Pattern.compile("flink_taskmanager_job_task_operator_(?!saker_sink)([a-z_]+)\\b");

    private static final String RULES =
            """
            - rule: Plain
              desc: d
              condition: evt.type = openat
              output: o
              priority: INFO
            - correlation: Of host
              type: event_count
              condition: evt.type = openat
              by: [evt.hostname]
              within: 20s
              threshold: {gte: 1}
              output: o
              priority: NOTICE
            - correlation: Of fleet
              type: event_count
              condition: evt.type = openat
              by: [user.name]
              within: 20s
              threshold: {gte: 1}
              output: o
              priority: NOTICE
            """;

    @Test
    void metrics_thatAreKept_areThoseOfThePage() throws Exception {
        Set<String> kept = ofTheGraph();
        kept.addAll(ofGaps());

        assertThat(kept).isEqualTo(documented());
    }

    /** As Prometheus has them: names of rules are labels there. */
    @Test
    void metrics_thatOperatorsAreWokenBy_areThoseOfThePage() throws Exception {
        Set<String> names = new TreeSet<>();
        documented().forEach(name -> names.add(name.replace("<name>.", "").replace('.', '_')));
        for (Path page :
                List.of(
                        DOCS.resolve("operations.md"),
                        Path.of("../helm/saker/dashboards/saker.json"))) {
            Matcher used = OF_DETECTION.matcher(Files.readString(page));
            while (used.find()) {
                assertThat(names).as(page.toString()).contains(used.group(1));
            }
        }
    }

    private static Set<String> ofTheGraph() throws Exception {
        NodeRecords records = new NodeRecords(NODE, 1);
        ChangingRules rules = new ChangingRules(RULES).shadowFrom(START, 2, RULES);
        try (HarnessedGraph graph =
                new HarnessedGraph(rules, new TreeSet<>(Set.of(NODE)), HashMapStateBackend::new)) {
            graph.open(() -> 1);
            graph.process(records.marker(START));
            graph.process(records.event("/some", "ann", START + SECOND));
            graph.process(records.marker(START + 9 * SECOND));
            return graph.metrics().names();
        }
    }

    private static Set<String> ofGaps() throws Exception {
        CountedMetrics metrics = new CountedMetrics();
        GapFunction function =
                new GapFunction(
                        TopicNames.defaults(),
                        new RegistryAddress(RegistryAddress.LOCAL),
                        EventDrops.defaults());
        try (var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, MarkerMessage, OutgoingRecord>(
                        new KeyedProcessOperator<>(function),
                        marker -> marker.node,
                        Types.STRING,
                        new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build())) {
            harness.open();
        }
        return metrics.names();
    }

    /** The first cells of the tables; what ends with dots stands for all that begin so. */
    private static Set<String> documented() throws IOException {
        String page = Files.readString(DOCS.resolve("detection.md"));
        Set<String> names = new TreeSet<>();
        page.substring(page.indexOf("\n## Metrics\n"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .forEach(cell -> NAME.matcher(cell).results().forEach(n -> names.add(n.group(1))));
        return names.stream()
                .flatMap(name -> name.endsWith("…") ? ofTrials(name, names) : Stream.of(name))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    private static Stream<String> ofTrials(String beginning, Set<String> names) {
        String live = beginning.substring("shadow.".length(), beginning.length() - 1);
        return names.stream().filter(name -> name.startsWith(live)).map(name -> "shadow." + name);
    }
}
