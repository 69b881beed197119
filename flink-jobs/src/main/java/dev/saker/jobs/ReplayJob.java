// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.EventRecordDeserializer;
import dev.saker.jobs.event.EventTimestamps;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.GivenRules;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.KafkaConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/**
 * One rule set over events of the past: the graph of the detection job in Flink's batch mode.
 * Alerts have the ids that they had, or would have had, live.
 */
public final class ReplayJob {
    public static final String NAME = "saker-replay";

    private final List<RuleFile> rules;
    private final Matching matching;

    public ReplayJob(List<RuleFile> rules, Matching matching) {
        this.rules = List.copyOf(rules);
        this.matching = matching;
    }

    /**
     * Records of an events topic.
     *
     * @param from first offset of each partition to be read
     * @param to offset behind the last one of each
     */
    public static Source<EventRecord, ?, ?> records(
            KafkaConnection kafka,
            RegistryAddress registry,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        Properties properties = new Properties();
        properties.putAll(kafka.resolved().clientProperties());
        return KafkaSource.<EventRecord>builder()
                .setProperties(properties)
                .setPartitions(new HashSet<>(from.keySet())) // a view cannot be serialized
                .setStartingOffsets(OffsetsInitializer.offsets(from))
                .setBounded(OffsetsInitializer.offsets(to))
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setDeserializer(new EventRecordDeserializer(registry))
                .build();
    }

    /** Builds the topology; what comes out are the records that the job would write. */
    public DataStream<OutgoingRecord> addTo(
            StreamExecutionEnvironment environment, Source<EventRecord, ?, ?> source) {
        environment.configure(settings());
        return new DetectionGraph(
                        TopicNames.defaults(),
                        new RegistryAddress(RegistryAddress.LOCAL),
                        matching.mode(),
                        new GivenRules(rules, matching),
                        EventDrops.defaults(),
                        true)
                .behind(
                        environment
                                .fromSource(
                                        source,
                                        new EventTimestamps(),
                                        "events",
                                        TypeInformation.of(EventRecord.class))
                                .uid("events"));
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        settings.set(PipelineOptions.NAME, NAME);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return settings;
    }
}
