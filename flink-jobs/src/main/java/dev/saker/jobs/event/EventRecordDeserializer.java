// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.WireFormat;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Classifies records of an events topic and reads their time, no more. Whatever the bytes are, a
 * record comes out: what cannot be read goes on as such, with the reason. Only a registry that
 * cannot be asked is an error, since its answer decides.
 */
public final class EventRecordDeserializer
        implements KafkaRecordDeserializationSchema<EventRecord> {

    private final RegistryAddress registry;
    private transient RecordForms forms;
    private transient SyscallEventReader reader;
    private transient EventRecord record;

    public EventRecordDeserializer(RegistryAddress registry) {
        this.registry = registry;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        forms = new RecordForms(registry.open());
        reader = new SyscallEventReader();
        record = new EventRecord();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> from, Collector<EventRecord> out) {
        record.at(from);
        try {
            classify();
        } catch (MalformedEventException | AvroRuntimeException | IOException e) {
            record.undecodable(e.getMessage());
        }
        out.collect(record);
    }

    @Override
    public TypeInformation<EventRecord> getProducedType() {
        return TypeInformation.of(EventRecord.class);
    }

    private void classify() throws IOException {
        RecordForm form = forms.of(WireFormat.schemaId(record.value));
        if (form.isUnreadable()) {
            record.undecodable(form.reason());
            return;
        }
        byte[] body = record.value;
        int offset = WireFormat.HEADER_LENGTH;
        if (form.transcoder() != null) {
            body = form.transcoder().transcode(body, offset, body.length - offset);
            offset = 0;
        }
        if (form.kind() == EventRecord.Kind.MARKER) {
            record.marker(message(MarkerCodec.decode(body, offset, body.length - offset)));
        } else {
            record.event(body, offset, reader.wrap(body, offset, body.length - offset).time());
        }
    }

    private static MarkerMessage message(Marker marker) {
        MarkerMessage message =
                new MarkerMessage(
                        marker.node(),
                        marker.time(),
                        marker.run(),
                        marker.pubSeq(),
                        marker.kind() == MarkerKind.STOP);
        message.drops = DropTally.of(marker);
        return message;
    }
}
