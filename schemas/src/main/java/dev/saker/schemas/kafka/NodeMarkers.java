// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.MarkerRecords;
import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last marker of each collector, from the copies that are kept for operators. */
public final class NodeMarkers implements AutoCloseable {
    private final RulesConsumer consumer;
    private final MarkerRecords records;
    private final Map<String, NodeMarker> newest = new TreeMap<>();

    /**
     * @param appendMillis when it was appended, by the broker's clock
     */
    public record NodeMarker(Marker marker, long appendMillis) {
        /** Whether a collector may be expected to answer: it runs, as far as one can know. */
        boolean isLive(long brokerMillis) {
            return marker.kind() != MarkerKind.STOP
                    && brokerMillis - appendMillis < RuleSetTiming.NODE_TIMEOUT.toMillis();
        }
    }

    private NodeMarkers(RulesConsumer consumer, MarkerRecords records) {
        this.consumer = consumer;
        this.records = records;
    }

    static NodeMarkers open(KafkaConnection connection, SchemaRegistry registry) {
        return new NodeMarkers(
                RulesConsumer.open(connection, Topics.COLLECTORS, true),
                new MarkerRecords(registry));
    }

    /**
     * Of each node, by name.
     *
     * @throws RuleSetException if they cannot be read
     */
    public static List<NodeMarker> read(KafkaConnection connection, SchemaRegistry registry) {
        MarkerRecords records = new MarkerRecords(registry);
        Map<String, NodeMarker> newest = new TreeMap<>();
        RuleSetFeed.forEach(connection, Topics.COLLECTORS, record -> take(record, records, newest));
        return List.copyOf(newest.values());
    }

    /** All there are at this moment; later calls add what has come since. */
    void readToEnd(Duration poll) {
        long end = consumer.end();
        do {
            consumer.poll(poll).forEach(record -> take(record, records, newest));
        } while (consumer.position() < end);
    }

    /** Nodes whose collectors run and are ready for this version, or are not. */
    List<String> live(long brokerMillis, long version, boolean ready) {
        return newest.values().stream()
                .filter(node -> node.isLive(brokerMillis))
                .filter(node -> node.marker().ruleSet() >= version == ready)
                .map(node -> node.marker().node())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static void take(
            ConsumerRecord<String, byte[]> record,
            MarkerRecords records,
            Map<String, NodeMarker> newest) {
        if (record.value() != null) {
            records.read(record.value())
                    .ifPresent(
                            marker ->
                                    newest.put(
                                            marker.node(),
                                            new NodeMarker(marker, record.timestamp())));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
