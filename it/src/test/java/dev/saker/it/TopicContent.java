// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import dev.saker.schemas.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to the end it has now, as any consumer would. */
final class TopicContent {
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicContent() {}

    /** The values, in order within each partition; those of open transactions too. */
    static List<byte[]> values(String bootstrap, String topic) {
        return values(KafkaConnection.plaintext(bootstrap), topic);
    }

    static List<byte[]> values(KafkaConnection kafka, String topic) {
        List<byte[]> values = new ArrayList<>();
        visit(kafka, topic, values::add);
        return values;
    }

    /** Shows the values one by one, for topics that memory does not hold. */
    static void visit(KafkaConnection kafka, String topic, Consumer<byte[]> visitor) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> visitor.accept(record.value()));
            }
        }
    }
}
