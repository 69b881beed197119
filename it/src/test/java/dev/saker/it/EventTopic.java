// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import dev.saker.rules.event.SyscallEventView;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The events topic as it stands, read from its beginning to its end as any consumer would. */
final class EventTopic {
    private final SchemaRegistry registry = new LocalSchemaRegistry();
    private final SyscallEventReader reader = new SyscallEventReader();
    private final Map<Long, List<Long>> positions = new TreeMap<>();
    private final List<Marker> markers = new ArrayList<>();
    private final SyscallEventView view = new SyscallEventView(reader);
    private final Map<String, String> captures = new LinkedHashMap<>();

    private EventTopic() {}

    static EventTopic read(String bootstrap) {
        EventTopic topic = new EventTopic();
        KafkaConnection kafka = KafkaConnection.plaintext(bootstrap);
        TopicContent.visit(kafka, Topics.EVENTS_SYSCALL, topic::add);
        return topic;
    }

    /** The markers alone, as their own topic has them: quick where there are many events. */
    static List<Marker> markersOf(String bootstrap) {
        List<Marker> markers = new ArrayList<>();
        KafkaConnection kafka = KafkaConnection.plaintext(bootstrap);
        TopicContent.visit(
                kafka,
                Topics.COLLECTORS,
                framed -> {
                    int header = WireFormat.HEADER_LENGTH;
                    markers.add(MarkerCodec.decode(framed, header, framed.length - header));
                });
        return markers;
    }

    /** Events that were lost, by reason; a page fault loses a parameter only. */
    static List<Loss> lost(Marker marker) {
        return marker.losses().stream()
                .filter(loss -> !loss.reason().equals("page_fault"))
                .toList();
    }

    /** Each run's publish positions, in the order of the topic. */
    Map<Long, List<Long>> positions() {
        return positions;
    }

    /** Names of recordings that alerts started, by the ids of the events that they are about. */
    Map<String, String> captures() {
        return captures;
    }

    List<Marker> markers() {
        return markers;
    }

    private void add(byte[] framed) {
        int header = WireFormat.HEADER_LENGTH;
        Schema schema = registry.byId(WireFormat.schemaId(framed));
        if (schema.equals(Schemas.MARKER)) {
            Marker marker = MarkerCodec.decode(framed, header, framed.length - header);
            markers.add(marker);
            add(marker.run(), marker.pubSeq());
        } else {
            reader.wrap(framed, header, framed.length - header);
            add(reader.run(), reader.pubSeq());
            String file = view.captureFile();
            if (!file.isEmpty()) {
                captures.put(view.id(), file);
            }
        }
    }

    private void add(long run, long position) {
        positions.computeIfAbsent(run, first -> new ArrayList<>()).add(position);
    }
}
