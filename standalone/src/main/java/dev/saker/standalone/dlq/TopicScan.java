// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.dlq;

import dev.saker.schemas.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a topic holds now, up to where it ends now. */
public final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls that brought nothing forward: the broker has gone. */
    private static final int PATIENCE = 100;

    private final KafkaConnection kafka;
    private final String topic;

    public TopicScan(KafkaConnection kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /** From the oldest record on. */
    public void read(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        read(Map.of(), each);
    }

    /**
     * @param from where to begin; a partition that is not in it is read from its oldest record on
     */
    public void read(
            Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            partitions.stream()
                    .filter(from::containsKey)
                    .forEach(partition -> consumer.seek(partition, from.get(partition)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            readTo(ends, consumer, each);
        }
    }

    private void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        int idle = 0;
        // A transaction's end takes a position too, so it is positions that tell, not records.
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            if (idle > PATIENCE) {
                throw new KafkaException("no answer from Kafka while reading " + topic);
            }
            records.forEach(
                    record -> {
                        TopicPartition partition =
                                new TopicPartition(record.topic(), record.partition());
                        if (record.offset() < ends.get(partition)) {
                            each.accept(record);
                        }
                    });
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("isolation.level", "read_uncommitted");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.putIfAbsent("default.api.timeout.ms", "10000");
        properties.putIfAbsent("request.timeout.ms", "5000");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(properties, bytes, bytes);
    }
}
