// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.SyscallEventWriter;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events and markers as a collector does, with the numbers of one run. */
final class SyntheticNode implements AutoCloseable {

    private static final int REMEMBERED = 100;

    private final String node;
    private final long run;
    private final KafkaProducer<byte[], byte[]> producer;
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final int eventSchema = id(Schemas.SYSCALL_EVENT);
    private final int markerSchema = id(Schemas.MARKER);
    private final Deque<byte[]> sent = new ArrayDeque<>();
    private long pubSeq;

    SyntheticNode(String node, long run, KafkaConnection kafka) {
        this.node = node;
        this.run = run;
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "5");
        properties.put("max.block.ms", "120000");
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(properties, bytes, bytes);
    }

    void open(String path) {
        open(path, Duration.ZERO);
    }

    /** An event that happened a while before it was published. */
    void open(String path, Duration ago) {
        openAt(path, now() - ago.toNanos());
    }

    /** An event of a given time, ns since the epoch. */
    void openAt(String path, long time) {
        writer.writeFramed(
                eventSchema,
                SyntheticEvent.open(node, path, time, run, pubSeq++),
                dev.saker.schemas.FieldGroup.DEFAULT);
        byte[] value = java.util.Arrays.copyOf(writer.array(), writer.length());
        send(value);
    }

    void marker(MarkerKind kind) {
        markerAt(kind, now());
    }

    void markerAt(MarkerKind kind, long time) {
        Marker marker =
                new Marker(node, kind, time, run, pubSeq++, 0, 0, List.of(), 0, 0, List.of(), 0);
        send(WireFormat.frame(markerSchema, MarkerCodec.encode(marker)));
    }

    /** Skips publish positions, as if their events had been lost on the way. */
    void lose(int events) {
        pubSeq += events;
    }

    /** Sends its last records again, as a collector does that was not told they had arrived. */
    void repeat(int records) {
        List.copyOf(sent)
                .subList(Math.max(0, sent.size() - records), sent.size())
                .forEach(this::produce);
    }

    void send(byte[] value) {
        sent.add(value);
        if (sent.size() > REMEMBERED) {
            sent.remove();
        }
        produce(value);
    }

    private void produce(byte[] value) {
        byte[] key = node.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.EVENTS_SYSCALL, key, value));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static int id(Schema schema) {
        return new LocalSchemaRegistry()
                .register(Subjects.of(Topics.EVENTS_SYSCALL, schema), schema);
    }
}
