// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.sinks.route.RoutesText;
import java.io.IOException;
import java.util.Locale;
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
 * Kafka's source, whose reader delivers what it reads to one sink. What comes out of it are dead
 * letters; alerts that were delivered leave nothing behind but a position in Kafka. Why delivery
 * happens in the source: docs/decisions/0012.
 */
public final class DeliverySource
        implements Source<OutgoingRecord, KafkaPartitionSplit, KafkaSourceEnumState> {

    private final DeliveryJobConfig config;
    private final RoutesText routes;
    private final String sink;
    private final KafkaSource<ConsumedAlert> kafka;

    public DeliverySource(DeliveryJobConfig config, RoutesText routes, String sink) {
        this.config = config;
        this.routes = routes;
        this.sink = sink;
        this.kafka = kafka(config, sink);
    }

    private static KafkaSource<ConsumedAlert> kafka(DeliveryJobConfig config, String sink) {
        Properties properties = new Properties();
        properties.putAll(config.kafka().clientProperties());
        return KafkaSource.<ConsumedAlert>builder()
                .setProperties(properties)
                .setTopics(config.topics().alerts(), config.topics().replay())
                .setGroupId(config.groupOf(sink))
                .setClientIdPrefix(config.groupOf(sink))
                .setStartingOffsets(new FirstPositions(config.startFrom()))
                .setDeserializer(new AlertDeserializer(config.registry()))
                .setProperty("isolation.level", config.isolation().name().toLowerCase(Locale.ROOT))
                .setProperty("commit.offsets.on.checkpoint", "false") // GroupOffsets does
                .setProperty("fetch.max.wait.ms", "100")
                // What waits in memory for a sink that does not take it.
                .setProperty("fetch.max.bytes", "4194304")
                .build();
    }

    @Override
    public SourceReader<OutgoingRecord, KafkaPartitionSplit> createReader(
            SourceReaderContext context) throws Exception {
        SinkFeed feed = new SinkFeed(sink, routes.parse(), config.topics().deadLetters());
        DeliveryMetrics.register(context.metricGroup(), sink, feed);
        GroupOffsets offsets =
                new GroupOffsets(
                        config.groupOf(sink),
                        config.kafka().clientProperties(),
                        feed.counters().commitFailures);
        return new DeliveryReader(kafka.createReader(context), feed, offsets);
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return kafka.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }
}
