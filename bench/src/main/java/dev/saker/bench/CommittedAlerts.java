// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Alerts as the record of truth is read: committed ones only. */
final class CommittedAlerts {
    private static final Duration POLL = Duration.ofMillis(100);

    private CommittedAlerts() {}

    /**
     * Follows them for as long as this process lives.
     *
     * @param alerts is given each, as JSON
     */
    static void follow(KafkaConnection kafka, Consumer<String> alerts) {
        Thread thread = new Thread(() -> read(kafka, alerts), "committed-alerts");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(KafkaConnection kafka, Consumer<String> alerts) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("isolation.level", "read_committed");
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.ALERTS_JSON).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(POLL).forEach(record -> alerts.accept(record.value()));
            }
        }
    }
}
