// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Hands an outgoing record to the producer as it is. It names the topics it may write to, because
 * the sink looks there for transactions that an earlier attempt left open.
 */
public final class OutgoingSerializer
        implements KafkaRecordSerializationSchema<OutgoingRecord>, KafkaDatasetFacetProvider {

    private final String[] topics;

    public OutgoingSerializer(String... topics) {
        this.topics = topics.clone();
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topics))));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutgoingRecord outgoing, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(outgoing.topic, outgoing.key, outgoing.value);
        for (int i = 0; i + 1 < outgoing.headers.length; i += 2) {
            record.headers()
                    .add(
                            outgoing.headers[i],
                            outgoing.headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
