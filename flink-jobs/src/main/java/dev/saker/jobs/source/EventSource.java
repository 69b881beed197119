// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.EventRecordDeserializer;
import dev.saker.schemas.kafka.KafkaConnection;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink's Kafka source, which here says how far event time has come too: by the markers in each
 * partition, and by what the broker says of partitions in which none come. A generator of
 * watermarks, the usual place for that, learns neither which partition is its own nor whether there
 * is anything in it to be read.
 */
public final class EventSource
        implements Source<EventRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long serialVersionUID = 1;

    private final KafkaSource<EventRecord> records;
    private final DetectionJobConfig config;

    /** Of the topic of events. */
    public EventSource(DetectionJobConfig config) {
        this.config = config;
        this.records =
                KafkaSource.<EventRecord>builder()
                        .setProperties(properties(config.kafka()))
                        .setTopics(config.topics().events())
                        .setGroupId(config.group())
                        .setClientIdPrefix(config.group())
                        .setStartingOffsets(new StartOffsets(config.startFrom()))
                        .setDeserializer(new EventRecordDeserializer(config.registry()))
                        .build();
    }

    /**
     * Of a client that reads events: what the configuration says, and else how they are fetched.
     */
    public static Properties properties(KafkaConnection kafka) {
        Properties properties = new Properties();
        // The broker holds a fetch back for this long when it has nothing to give.
        properties.setProperty("fetch.max.wait.ms", "100");
        // Each poll costs something, however few records it gives: Kafka's 500 are too few.
        properties.setProperty("max.poll.records", "2000");
        properties.putAll(kafka.clientProperties());
        return properties;
    }

    @Override
    public Boundedness getBoundedness() {
        return records.getBoundedness();
    }

    @Override
    public SourceReader<EventRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return new EventReader(records.createReader(context), config.nodes());
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return telling(context, records.createEnumerator(context));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws Exception {
        return telling(context, records.restoreEnumerator(context, state));
    }

    private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> telling(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> splits) {
        return new EventEnumerator(
                splits, context, () -> new EndOffsets(config.kafka(), config.topics().events()));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return records.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return records.getEnumeratorCheckpointSerializer();
    }
}
