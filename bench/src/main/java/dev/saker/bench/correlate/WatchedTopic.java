// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a {@link WatchedStream} as the collector of one node would, with its markers. */
final class WatchedTopic {

    /** What a collector's producer does to its batches unless told otherwise. */
    static final String COMPRESSION = "lz4";

    private static final String NODE = "node-1";
    private static final int MARKER_EVERY = 20_000; // a second of the stream's time

    private final KafkaProducer<byte[], byte[]> producer;
    private final int eventSchema = id(Schemas.SYSCALL_EVENT);
    private final int markerSchema = id(Schemas.MARKER);
    private final WatchedStream stream;
    private final String name;

    private WatchedTopic(String bootstrap, String name, WatchedStream stream) {
        this.stream = stream;
        this.name = name;
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("compression.type", COMPRESSION);
        properties.put("linger.ms", "20");
        properties.put("batch.size", "262144");
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(properties, bytes, bytes);
    }

    /** Writes so many events. */
    static void write(String bootstrap, WatchedStream stream, int events) {
        write(bootstrap, Topics.EVENTS_SYSCALL, stream, events);
    }

    static void write(String bootstrap, String name, WatchedStream stream, int events) {
        WatchedTopic topic = new WatchedTopic(bootstrap, name, stream);
        try (topic.producer) {
            topic.marker(MarkerKind.START);
            for (int i = 1; i <= events; i++) {
                topic.send(WireFormat.frame(topic.eventSchema, stream.next()));
                if (i % MARKER_EVERY == 0) {
                    topic.marker(MarkerKind.TICK);
                }
            }
            topic.marker(MarkerKind.TICK);
        }
    }

    private void marker(MarkerKind kind) {
        long position = stream.takePosition();
        Marker marker =
                new Marker(
                        NODE,
                        kind,
                        stream.time(),
                        1,
                        position,
                        0,
                        0,
                        List.of(),
                        0,
                        0,
                        List.of(),
                        0,
                        List.of(),
                        List.of());
        send(WireFormat.frame(markerSchema, MarkerCodec.encode(marker)));
    }

    private void send(byte[] value) {
        byte[] key = NODE.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(name, key, value));
    }

    private static int id(Schema schema) {
        return new LocalSchemaRegistry()
                .register(Subjects.of(Topics.EVENTS_SYSCALL, schema), schema);
    }
}
