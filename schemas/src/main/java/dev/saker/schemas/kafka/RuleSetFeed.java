// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the rule set in force. */
public final class RuleSetFeed {
    private static final Duration POLL = Duration.ofMillis(200);
    // A rules topic is read in a second; who waits longer waits for a broker that is not there.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Brokers hear of a new topic a moment after whoever made it is told that it is there.
    private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private RuleSetFeed() {}

    /** The rule set in force at this moment; empty when none was ever pushed. */
    public static Optional<PublishedRuleSet> readToEnd(
            KafkaConnection connection, SchemaRegistry registry) {
        return assembly(connection, registry).ruleSet();
    }

    /** All records of the topic, also when no rule set can be made of them. */
    static RuleSetAssembly assembly(KafkaConnection connection, SchemaRegistry registry) {
        try (Consumer<String, byte[]> consumer = consumer(connection)) {
            RuleSetAssembly assembly = new RuleSetAssembly(registry);
            TopicPartition partition = partition(consumer, connection);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(assembly::add);
                if (System.nanoTime() - deadline > 0) {
                    throw new RuleSetException(
                            "cannot read %s at %s to its end: at offset %d of %d after %s"
                                    .formatted(
                                            Topics.RULES,
                                            connection.bootstrapServers(),
                                            consumer.position(partition),
                                            end,
                                            PATIENCE));
                }
            }
            return assembly;
        } catch (KafkaException e) {
            throw new RuleSetException(
                    "cannot read the rule set from %s at %s: %s"
                            .formatted(
                                    Topics.RULES,
                                    connection.bootstrapServers(),
                                    KafkaRefusal.words(connection, e)),
                    e);
        }
    }

    private static Consumer<String, byte[]> consumer(KafkaConnection connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        return new KafkaConsumer<>(
                properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static TopicPartition partition(
            Consumer<String, byte[]> consumer, KafkaConnection connection) {
        long deadline = System.nanoTime() + TOPIC_PATIENCE.toNanos();
        while (!exists(consumer)) {
            if (System.nanoTime() - deadline > 0) {
                throw new RuleSetException(
                        "topic %s is missing at %s: saker topics create"
                                .formatted(Topics.RULES, connection.bootstrapServers()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return new TopicPartition(Topics.RULES, 0);
    }

    private static boolean exists(Consumer<String, byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(Topics.RULES);
        return partitions != null && !partitions.isEmpty();
    }
}
