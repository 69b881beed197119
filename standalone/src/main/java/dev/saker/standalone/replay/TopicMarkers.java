// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the markers of a part of an events topic, and passes over everything else. */
public final class TopicMarkers {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls that brought nothing forward: the broker has gone, and the job will say so. */
    private static final int PATIENCE = 50;

    private final KafkaConnection kafka;
    private final SchemaRegistry registry;
    private final Map<Integer, Boolean> markers = new HashMap<>();

    public TopicMarkers(KafkaConnection kafka, RegistryAddress registry) {
        this.kafka = kafka;
        this.registry = registry.open();
    }

    /** Those of one partition, and so of one node, in their order. */
    public void read(TopicSlice slice, Consumer<Marker> each) {
        Properties properties = new Properties();
        properties.putAll(kafka.resolved().clientProperties());
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(slice.from().keySet());
            slice.from().forEach(consumer::seek);
            Map<TopicPartition, Long> left = new HashMap<>(slice.to());
            for (int idle = 0; !left.isEmpty() && idle < PATIENCE; idle++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    idle = 0;
                    Long end =
                            slice.to().get(new TopicPartition(record.topic(), record.partition()));
                    if (record.offset() < end && isMarker(record.value())) {
                        decode(record.value(), each);
                    }
                }
                left.entrySet().removeIf(one -> consumer.position(one.getKey()) >= one.getValue());
            }
        }
    }

    private boolean isMarker(byte[] value) {
        try {
            return markers.computeIfAbsent(WireFormat.schemaId(value), this::isMarkersSchema);
        } catch (RuntimeException undecodable) {
            return false; // the job counts it
        }
    }

    private boolean isMarkersSchema(int id) {
        try {
            Schema written = registry.byId(id);
            // Markers of earlier versions are told from by the job; what they lack is not known.
            return written.equals(Schemas.MARKER);
        } catch (UnknownSchemaException unknown) {
            return false;
        }
    }

    private static void decode(byte[] value, Consumer<Marker> each) {
        int header = WireFormat.HEADER_LENGTH;
        each.accept(MarkerCodec.decode(value, header, value.length - header));
    }
}
