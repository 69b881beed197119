// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic of one partition from its beginning, and knows when it has read all of it. */
final class RulesConsumer implements AutoCloseable {
    // Brokers hear of a new topic a moment after whoever made it is told that it is there.
    private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaConnection connection;
    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;

    private RulesConsumer(
            KafkaConnection connection, Consumer<String, byte[]> consumer, String topic) {
        this.connection = connection;
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
    }

    /**
     * @param committedOnly leaves out what a publisher has not committed, and waits for it
     * @throws RuleSetException if there is no such topic
     */
    static RulesConsumer open(KafkaConnection connection, String topic, boolean committedOnly) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put("isolation.level", committedOnly ? "read_committed" : "read_uncommitted");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        properties.put("fetch.max.wait.ms", "100");
        properties.put("reconnect.backoff.max.ms", "500");
        properties.put("default.api.timeout.ms", "10000");
        RulesConsumer opened =
                new RulesConsumer(
                        connection,
                        new KafkaConsumer<>(
                                properties, new StringDeserializer(), new ByteArrayDeserializer()),
                        topic);
        try {
            opened.assign();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void assign() {
        long deadline = System.nanoTime() + TOPIC_PATIENCE.toNanos();
        while (!exists()) {
            if (System.nanoTime() - deadline > 0) {
                throw new RuleSetException(
                        "topic %s is missing at %s: saker topics create"
                                .formatted(partition.topic(), connection.bootstrapServers()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    private boolean exists() {
        List<PartitionInfo> partitions = consumer.partitionsFor(partition.topic());
        return partitions != null && !partitions.isEmpty();
    }

    /** Offset behind the last record there is at this moment. */
    long end() {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    long position() {
        return consumer.position(partition);
    }

    ConsumerRecords<String, byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** Ends a poll of another thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
