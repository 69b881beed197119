// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Records written by collectors that are newer than the job. */
class RecordFormsTest {

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final RecordForms forms = new RecordForms(registry);

    @Test
    void marker_ofANewerVersion_isTurnedIntoOurs() throws IOException {
        Schema newer = withExtraField(Schemas.MARKER);
        byte[] body = encode(newer);

        RecordForm form = forms.of(registry.register("events", newer));
        byte[] ours = form.transcoder().transcode(body, 0, body.length);
        Marker marker = MarkerCodec.decode(ours, 0, ours.length);

        assertThat(form.kind()).isEqualTo(EventRecord.Kind.MARKER);
        assertThat(marker.node()).isEqualTo("web-1");
        assertThat(marker.pubSeq()).isEqualTo(7);
    }

    @Test
    void marker_ofAnIncompatibleVersion_isUnreadable() {
        Schema other = Schema.createRecord("Marker", "", "dev.saker.schemas", false, List.of());

        RecordForm form = forms.of(registry.register("events", other));

        assertThat(form.isUnreadable()).isTrue();
        assertThat(form.reason()).contains("incompatible version of dev.saker.schemas.Marker");
    }

    private static Schema withExtraField(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(1, new Schema.Field("news", Schema.create(Schema.Type.STRING), "", "none"));
        return Schema.createRecord(
                schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static byte[] encode(Schema schema) throws IOException {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.name(), valueOf(field));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Object valueOf(Schema.Field field) {
        return switch (field.schema().getType()) {
            case STRING -> "web-1";
            case LONG -> 7L;
            case INT -> 7;
            case ENUM -> new GenericData.EnumSymbol(field.schema(), "TICK");
            case ARRAY -> List.of();
            default -> throw new IllegalStateException("no value for " + field);
        };
    }
}
