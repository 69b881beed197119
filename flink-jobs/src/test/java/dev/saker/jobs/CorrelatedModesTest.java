// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.correlate.ListSource;
import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.jobs.match.GivenRules;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The graph as a stream, the graph as a batch, and a scan: the same alerts of the same events. */
class CorrelatedModesTest {
    private static final long SEEDS = Boolean.getBoolean("saker.long") ? 60 : 1;

    private static final Set<String> FOUND = new HashSet<>();

    static LongStream seeds() {
        long first = Long.getLong("saker.seed", 20261122L);
        return LongStream.range(first, first + SEEDS);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void correlations_ofEveryType_giveTheSameAsStreamAndBatchAndScan(long seed) throws Exception {
        RandomHosts hosts = new RandomHosts(seed);
        String rules = rules();
        List<Alert> found = hosts.scan(rules);
        List<String> scanned = told(found, hosts.end());

        List<String> streamed = told(run(hosts, rules, false, "stream" + seed), hosts.end());
        List<String> batched = told(run(hosts, rules, true, "batch" + seed), hosts.end());

        found.forEach(alert -> FOUND.add(alert.rule()));
        assertThat(differences(scanned, streamed)).as("scan and stream").isEmpty();
        assertThat(differences(scanned, batched)).as("scan and batch").isEmpty();
    }

    /** By one seed or another. */
    @AfterAll
    static void correlations_ofEveryType_haveAlerts() throws Exception {
        assertThat(FOUND).containsAll(names(rules()));
    }

    /** Only those: there are hundreds of alerts. */
    private static List<String> differences(List<String> one, List<String> other) {
        List<String> missing = new ArrayList<>(one);
        other.forEach(missing::remove);
        List<String> more = new ArrayList<>(other);
        one.forEach(more::remove);
        List<String> all = new ArrayList<>();
        missing.forEach(alert -> all.add("- " + alert));
        more.forEach(alert -> all.add("+ " + alert));
        return all;
    }

    /** All that is said; what is said of a time after the last event is not certain. */
    private static List<String> told(List<Alert> alerts, long end) {
        return alerts.stream()
                .filter(alert -> alert.time() <= end)
                .map(FalcoJson::line)
                .sorted()
                .toList();
    }

    private static List<Alert> run(RandomHosts hosts, String rules, boolean bounded, String name)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(
                ExecutionOptions.RUNTIME_MODE,
                bounded ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        DataStream<EventRecord> events =
                environment
                        .fromSource(
                                new ListSource(name, hosts.partitions()),
                                RandomHosts.watermarks(),
                                "events",
                                TypeInformation.of(EventRecord.class))
                        .uid("events");
        DataStream<OutgoingRecord> records =
                new DetectionGraph(
                                TopicNames.defaults(),
                                new RegistryAddress(RegistryAddress.LOCAL),
                                MatchMode.ALL,
                                new GivenRules(
                                        List.of(new RuleFile("modes.yaml", rules)),
                                        ChangingRules.AS_WRITTEN),
                                EventDrops.defaults(),
                                bounded)
                        .behind(events);
        List<Alert> alerts = new ArrayList<>();
        int start = WireFormat.HEADER_LENGTH;
        CloseableIterator<OutgoingRecord> out =
                records.filter(record -> record.topic.equals(Topics.ALERTS))
                        .uid("alerts")
                        .executeAndCollect(name);
        try {
            out.forEachRemaining(
                    record ->
                            alerts.add(
                                    AlertCodec.decode(
                                            record.value, start, record.value.length - start)));
        } finally {
            out.close();
        }
        return alerts;
    }

    /** Of what raises alerts: a rule that never does would be held to nothing. */
    private static List<String> names(String rules) {
        return rules.lines()
                .filter(line -> line.matches("- (rule|correlation|incident|risk): .*"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .toList();
    }

    private static String rules() throws Exception {
        try (var in = CorrelatedModesTest.class.getResourceAsStream("/modes.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
