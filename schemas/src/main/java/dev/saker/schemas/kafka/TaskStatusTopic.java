// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.TaskStatus;
import dev.saker.schemas.TaskStatusCodec;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of detection jobs say of themselves. Written for people to read: a status that
 * cannot be written is logged, and keeps nobody from work.
 */
public final class TaskStatusTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskStatusTopic.class);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long LOG_NANOS = Duration.ofMinutes(5).toNanos();

    private final Producer<String, byte[]> producer;
    private final int schemaId;
    private volatile long loggedNanos = System.nanoTime() - LOG_NANOS;

    private TaskStatusTopic(Producer<String, byte[]> producer, int schemaId) {
        this.producer = producer;
        this.schemaId = schemaId;
    }

    /**
     * @param appendMillis when the status was appended, by the broker's clock
     */
    public record Kept(TaskStatus status, long appendMillis) {}

    public static TaskStatusTopic open(KafkaConnection connection, SchemaRegistry registry) {
        Map<String, Object> properties = connection.clientProperties();
        // The next status is a few seconds away: none is worth waiting long for.
        properties.put("max.block.ms", "2000");
        properties.put("request.timeout.ms", "5000");
        properties.put("delivery.timeout.ms", "10000");
        properties.put("buffer.memory", "1048576");
        return new TaskStatusTopic(
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
                registry.register(
                        Subjects.of(Topics.JOBS, Schemas.TASK_STATUS), Schemas.TASK_STATUS));
    }

    public void write(TaskStatus status) {
        send(
                key(status.job(), status.task()),
                WireFormat.frame(schemaId, TaskStatusCodec.encode(status)));
    }

    /** The task has ended in order: it is not missed. */
    public void remove(String job, int task) {
        send(key(job, task), null);
    }

    private static String key(String job, int task) {
        return job + "/" + task;
    }

    private void send(String key, byte[] value) {
        producer.send(
                new ProducerRecord<>(Topics.JOBS, 0, key, value),
                (metadata, failure) -> {
                    if (failure != null) {
                        report(failure);
                    }
                });
    }

    /**
     * The last status of each task that has not ended in order.
     *
     * @throws RuleSetException if the topic cannot be read
     */
    public static List<Kept> read(KafkaConnection connection, SchemaRegistry registry) {
        Map<String, Kept> newest = new TreeMap<>();
        RuleSetFeed.forEach(
                connection,
                Topics.JOBS,
                record -> {
                    newest.remove(record.key());
                    decode(record, registry)
                            .ifPresent(
                                    status ->
                                            newest.put(
                                                    record.key(),
                                                    new Kept(status, record.timestamp())));
                });
        return List.copyOf(newest.values());
    }

    private static Optional<TaskStatus> decode(
            ConsumerRecord<String, byte[]> record, SchemaRegistry registry) {
        byte[] value = record.value();
        try {
            if (value == null
                    || !registry.byId(WireFormat.schemaId(value)).equals(Schemas.TASK_STATUS)) {
                return Optional.empty();
            }
            int start = WireFormat.HEADER_LENGTH;
            return Optional.of(TaskStatusCodec.decode(value, start, value.length - start));
        } catch (MalformedEventException | UnknownSchemaException stray) {
            return Optional.empty();
        }
    }

    private void report(Exception failure) {
        if (System.nanoTime() - loggedNanos > LOG_NANOS) {
            loggedNanos = System.nanoTime();
            LOG.warn(
                    "event=task_status_unwritten topic={} reason=\"{}\"",
                    Topics.JOBS,
                    failure.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
