// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRecordDeserializerTest {

    private final EventRecordDeserializer deserializer =
            new EventRecordDeserializer(new RegistryAddress(RegistryAddress.LOCAL));

    @BeforeEach
    void open() {
        deserializer.open(null);
    }

    @Test
    void marker_framedWithItsSchema_isReadAsOne() {
        EventRecord record = read(WireFormat.frame(id(Schemas.MARKER), marker()));

        assertThat(record.kind).isEqualTo(EventRecord.Kind.MARKER);
        assertThat(record.marker.node).isEqualTo("web-1");
        assertThat(record.time).isEqualTo(42);
        assertThat(record.position()).isEqualTo("events@3@17");
    }

    @Test
    void record_ofAnUnknownSchema_isUndecodableWithTheReason() {
        EventRecord record = read(WireFormat.frame(9, marker()));

        assertThat(record.kind).isEqualTo(EventRecord.Kind.UNDECODABLE);
        assertThat(record.reason).contains("no schema has id 9");
    }

    @Test
    void record_ofAnotherTopic_isUndecodable() {
        EventRecord record = read(WireFormat.frame(id(Schemas.ALERT), new byte[0]));

        assertThat(record.reason).contains("no record of an events topic");
    }

    @Test
    void record_thatEndsEarly_isUndecodable() {
        EventRecord event = read(WireFormat.frame(id(Schemas.SYSCALL_EVENT), new byte[] {2}));
        EventRecord tombstone = read(null);

        assertThat(event.kind).isEqualTo(EventRecord.Kind.UNDECODABLE);
        assertThat(tombstone.kind).isEqualTo(EventRecord.Kind.UNDECODABLE);
    }

    @Test
    void record_afterAnUndecodableOne_isItself() {
        read(new byte[] {1});

        EventRecord record = read(WireFormat.frame(id(Schemas.MARKER), marker()));

        assertThat(record.kind).isEqualTo(EventRecord.Kind.MARKER);
        assertThat(record.reason).isEmpty();
    }

    private EventRecord read(byte[] value) {
        List<EventRecord> records = new ArrayList<>();
        Collector<EventRecord> out = new ListCollector<>(records);
        byte[] node = "web-1".getBytes();
        deserializer.deserialize(new ConsumerRecord<>("events", 3, 17, node, value), out);
        return records.get(0);
    }

    private static byte[] marker() {
        return MarkerCodec.encode(
                new Marker(
                        "web-1", MarkerKind.TICK, 42, 1, 2, 0, 0, List.of(), 0, 0, List.of(), 0));
    }

    private static int id(Schema schema) {
        return new LocalSchemaRegistry().register("events-" + schema.getFullName(), schema);
    }
}
