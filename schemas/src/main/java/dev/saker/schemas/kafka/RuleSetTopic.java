// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetChunk;
import dev.saker.schemas.RuleSetCodec;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes rule sets: the chunks, then the head, in one transaction. All publishers share a
 * transactional id, so of two at the same time the earlier is fenced off and no version is a
 * mixture.
 */
public final class RuleSetTopic {
    static final String HEAD = "head";

    // Half of what a broker takes in one record by default.
    private static final int CHUNK_SIZE = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String TRANSACTIONAL_ID = "saker-rules-publisher";

    private final KafkaConnection connection;
    private final SchemaRegistry registry;

    public RuleSetTopic(KafkaConnection connection, SchemaRegistry registry) {
        this.connection = connection;
        this.registry = registry;
    }

    /**
     * Makes these files the rule set in force and answers its version, one more than the last.
     *
     * @param by who pushes, for people to read
     */
    public long publish(RuleFiles files, String by) {
        byte[] content = RuleSetCodec.encode(files);
        try (Producer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            // Only now: whoever published before us has committed or is fenced off.
            long version = RuleSetFeed.assembly(connection, registry).version() + 1;
            List<RuleSetChunk> chunks = split(version, content);
            String hash = RuleSetHash.of(content);
            send(
                    producer,
                    chunks,
                    new RuleSetHead(version, chunks.size(), hash, Instant.now(), by));
            awaitVisible(version);
            return version;
        } catch (ProducerFencedException e) {
            throw new RuleSetException(
                    "cannot publish the rule set: somebody else published one at the same time", e);
        } catch (KafkaException e) {
            throw new RuleSetException(
                    "cannot publish the rule set to %s at %s: %s"
                            .formatted(
                                    Topics.RULES,
                                    connection.bootstrapServers(),
                                    KafkaRefusal.words(connection, e)),
                    e);
        }
    }

    /**
     * A committed transaction is decided, not yet readable: the broker marks the partition later.
     * Whoever is told that a version is in force must find it.
     */
    private void awaitVisible(long version) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (RuleSetFeed.assembly(connection, registry).version() < version) {
            if (System.nanoTime() - deadline > 0) {
                throw new RuleSetException(
                        "rule set %d is published, but cannot be read after %s"
                                .formatted(version, PATIENCE));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Producer<String, byte[]> producer() {
        Map<String, Object> properties = connection.clientProperties();
        properties.put("transactional.id", TRANSACTIONAL_ID);
        properties.put("compression.type", "lz4");
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
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

    private void send(
            Producer<String, byte[]> producer, List<RuleSetChunk> chunks, RuleSetHead head) {
        int chunkSchema =
                registry.register(
                        Subjects.of(Topics.RULES, Schemas.RULE_SET_CHUNK), Schemas.RULE_SET_CHUNK);
        int headSchema =
                registry.register(
                        Subjects.of(Topics.RULES, Schemas.RULE_SET_HEAD), Schemas.RULE_SET_HEAD);
        producer.beginTransaction();
        for (RuleSetChunk chunk : chunks) {
            String key = chunk.version() + "/" + chunk.chunk();
            byte[] value = WireFormat.frame(chunkSchema, RuleSetCodec.encode(chunk));
            producer.send(new ProducerRecord<>(Topics.RULES, 0, key, value));
        }
        byte[] value = WireFormat.frame(headSchema, RuleSetCodec.encode(head));
        producer.send(new ProducerRecord<>(Topics.RULES, 0, HEAD, value));
        producer.commitTransaction();
    }
}
