// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The events topic after a run, read from its beginning. */
final class EventTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Admin admin;
    private final KafkaConnection connection;

    EventTopic(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.connection = connection;
    }

    /** Looks at the topic as a whole. */
    interface Reading {
        void read(EventTopic topic) throws Exception;
    }

    /** Is shown every record. */
    interface Visitor {
        /** An event, behind the header of the framing. */
        void event(byte[] framed, int offset, int length);

        default void marker(Marker marker) {}
    }

    void visit(Visitor visitor) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.EVENTS_SYSCALL).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> visit(record.value(), visitor));
            }
        }
    }

    private void visit(byte[] framed, Visitor visitor) {
        int length = framed.length - WireFormat.HEADER_LENGTH;
        if (registry.byId(WireFormat.schemaId(framed)).equals(Schemas.MARKER)) {
            visitor.marker(MarkerCodec.decode(framed, WireFormat.HEADER_LENGTH, length));
        } else {
            visitor.event(framed, WireFormat.HEADER_LENGTH, length);
        }
    }

    /** What its log takes on disk, compressed and with Kafka's own bytes. */
    long logBytes() throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(Topics.EVENTS_SYSCALL))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }
}
