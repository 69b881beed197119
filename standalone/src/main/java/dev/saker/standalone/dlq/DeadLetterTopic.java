// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.dlq;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Dead letters, and having them tried again: a replay goes to a topic that the delivery job reads
 * beside the alerts, addressed to the one sink. The letter stays; that it was replayed is told by
 * the replay.
 */
public final class DeadLetterTopic {

    private final KafkaConnection kafka;

    public DeadLetterTopic(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** The oldest first. */
    public void read(DeadLetterFilter filter, Consumer<DeadLetter> each) {
        Set<String> replayed = new HashSet<>();
        new TopicScan(kafka, Topics.ALERTS_REPLAY)
                .read(record -> replayed.add(DeadLetter.header(record, AlertRecords.REPLAY_OF)));
        new TopicScan(kafka, Topics.ALERTS_DLQ)
                .read(
                        record -> {
                            boolean before = replayed.contains(DeadLetter.positionOf(record));
                            DeadLetter letter = DeadLetter.of(record, before);
                            if (filter.admits(letter)) {
                                each.accept(letter);
                            }
                        });
    }

    /**
     * Whether some delivery job reads replays for a sink.
     *
     * @param group what its consumer groups begin with
     */
    public boolean isReadFor(String group, String sink)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            return admin
                    .listConsumerGroupOffsets(group + "-" + sink)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .stream()
                    .anyMatch(partition -> partition.topic().equals(Topics.ALERTS_REPLAY));
        }
    }

    /** Returns when Kafka has them all. */
    public void replay(List<DeadLetter> letters) throws ExecutionException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(properties, bytes, bytes)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            letters.forEach(letter -> sent.add(producer.send(replayOf(letter))));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> replayOf(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        Topics.ALERTS_REPLAY, letter.record().key(), letter.record().value());
        record.headers().add(AlertRecords.SINK, letter.sink().getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(AlertRecords.REPLAY_OF, letter.position().getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(AlertRecords.ALERT_ID, letter.alertId().getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
