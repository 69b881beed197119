// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.RuleSetChunk;
import dev.saker.schemas.RuleSetCodec;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes the records of the rules topic. All publishers share a transactional id, so of two at the
 * same time the earlier is fenced off and no version is a mixture.
 */
final class RuleSetProducer implements AutoCloseable {
    // Half of what a broker takes in one record by default.
    private static final int CHUNK_SIZE = 512 * 1024;
    private static final String TRANSACTIONAL_ID = "saker-rules-publisher";

    private final SchemaRegistry registry;
    private final Producer<String, byte[]> transactional;
    private final Producer<String, byte[]> plain;
    private BrokerClock clock = new BrokerClock(System.currentTimeMillis());

    private RuleSetProducer(
            SchemaRegistry registry,
            Producer<String, byte[]> transactional,
            Producer<String, byte[]> plain) {
        this.registry = registry;
        this.transactional = transactional;
        this.plain = plain;
    }

    /** Once this returns, nobody who published before can go on. */
    static RuleSetProducer open(KafkaConnection connection, SchemaRegistry registry) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put("compression.type", "lz4");
        Producer<String, byte[]> plain = producer(properties);
        properties.put("transactional.id", TRANSACTIONAL_ID);
        RuleSetProducer opened = new RuleSetProducer(registry, producer(properties), plain);
        try {
            opened.transactional.initTransactions();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Producer<String, byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** The first phase: the chunks, then the head under its version and as the newest. */
    RuleSetHead publish(long version, byte[] content, String by) {
        List<RuleSetChunk> chunks = split(version, content);
        RuleSetHead head =
                new RuleSetHead(version, chunks.size(), RuleSetHash.of(content), Instant.now(), by);
        int chunkSchema = idOf(Schemas.RULE_SET_CHUNK);
        byte[] headValue = WireFormat.frame(idOf(Schemas.RULE_SET_HEAD), RuleSetCodec.encode(head));
        transactional.beginTransaction();
        for (RuleSetChunk chunk : chunks) {
            byte[] value = WireFormat.frame(chunkSchema, RuleSetCodec.encode(chunk));
            transactional.send(
                    record(RuleSetLog.keyOfChunk(chunk.version(), chunk.chunk()), value));
        }
        transactional.send(record(RuleSetLog.keyOfHead(version), headValue));
        Future<RecordMetadata> last = transactional.send(record(RuleSetLog.HEAD, headValue));
        transactional.commitTransaction();
        clock = new BrokerClock(appendTime(last));
        return head;
    }

    /** The second phase, a single record; answers the broker's time of its append in ms. */
    long activate(RuleSetActivation activation) {
        byte[] value =
                WireFormat.frame(
                        idOf(Schemas.RULE_SET_ACTIVATION), RuleSetCodec.encode(activation));
        return appendTime(
                plain.send(record(RuleSetLog.keyOfActivation(activation.version()), value)));
    }

    /** Deletes all records of a version. */
    void delete(RuleSetHead head) {
        for (int chunk = 0; chunk < head.chunks(); chunk++) {
            plain.send(record(RuleSetLog.keyOfChunk(head.version(), chunk), null));
        }
        plain.send(record(RuleSetLog.keyOfHead(head.version()), null));
        appendTime(plain.send(record(RuleSetLog.keyOfActivation(head.version()), null)));
    }

    BrokerClock clock() {
        return clock;
    }

    private int idOf(Schema schema) {
        return registry.register(Subjects.of(Topics.RULES, schema), schema);
    }

    private static List<RuleSetChunk> split(long version, byte[] content) {
        int count = (content.length + CHUNK_SIZE - 1) / CHUNK_SIZE;
        List<RuleSetChunk> chunks = new ArrayList<>(count);
        for (int chunk = 0; chunk < count; chunk++) {
            int start = chunk * CHUNK_SIZE;
            int end = Math.min(start + CHUNK_SIZE, content.length);
            byte[] part = Arrays.copyOfRange(content, start, end);
            chunks.add(new RuleSetChunk(version, chunk, count, part));
        }
        return chunks;
    }

    private static ProducerRecord<String, byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(Topics.RULES, 0, key, value);
    }

    private static long appendTime(Future<RecordMetadata> sent) {
        try {
            return sent.get().timestamp();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("cannot write to " + Topics.RULES, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing to " + Topics.RULES, e);
        }
    }

    @Override
    public void close() {
        transactional.close();
        plain.close();
    }
}
