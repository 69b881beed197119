// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the events topic holds and weighs, and what its last marker says of losses. */
final class EventTopicSize {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_RECORD = 1 << 20;

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Histogram bodies = new Histogram(MAX_RECORD, 3);
    private final long logBytes;
    private Marker last;

    private EventTopicSize(long logBytes) {
        this.logBytes = logBytes;
    }

    static EventTopicSize read(Admin admin, KafkaConnection connection)
            throws ExecutionException, InterruptedException {
        EventTopicSize size = new EventTopicSize(logBytes(admin));
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
                consumer.poll(POLL).forEach(record -> size.add(record.value()));
            }
        }
        return size;
    }

    private void add(byte[] framed) {
        int length = framed.length - WireFormat.HEADER_LENGTH;
        if (registry.byId(WireFormat.schemaId(framed)).equals(Schemas.MARKER)) {
            last = MarkerCodec.decode(framed, WireFormat.HEADER_LENGTH, length);
        } else {
            bodies.recordValue(length);
        }
    }

    void print(PrintStream out) {
        long events = bodies.getTotalCount();
        out.printf("events in the topic    %,14d%n", events);
        out.printf("  bytes of one, median %,14d%n", bodies.getValueAtPercentile(50));
        out.printf("  bytes of one, mean   %14.1f%n", bodies.getMean());
        out.printf("  compressed, mean     %14.1f%n", (double) logBytes / events);
        out.printf("last marker: read %,d, published %,d%n", last.read(), last.published());
        for (Loss loss : last.losses()) {
            if (loss.count() > 0) {
                out.printf("  lost: %s, cpu %d: %,d%n", loss.reason(), loss.cpu(), loss.count());
            }
        }
    }

    private static long logBytes(Admin admin) throws ExecutionException, InterruptedException {
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
