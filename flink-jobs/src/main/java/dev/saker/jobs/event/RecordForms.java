// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.Schemas;
import dev.saker.schemas.Transcoder;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;

/** What the records of each schema id are, asked of the registry once per id. */
final class RecordForms {

    /** The registry may learn of a schema after its first record came by another way. */
    private static final long ASK_AGAIN_NANOS = 60_000_000_000L;

    private final SchemaRegistry registry;
    private final Map<Integer, RecordForm> forms = new HashMap<>();
    private int lastId = -1;
    private RecordForm lastForm = RecordForm.unreadable("");

    RecordForms(SchemaRegistry registry) {
        this.registry = registry;
    }

    RecordForm of(int schemaId) {
        if (schemaId == lastId && !lastForm.isUnreadable()) {
            return lastForm;
        }
        RecordForm form = forms.get(schemaId);
        if (form == null || form.isUnreadable() && form.ageNanos() > ASK_AGAIN_NANOS) {
            form = ask(schemaId);
            forms.put(schemaId, form);
        }
        lastId = schemaId;
        lastForm = form;
        return form;
    }

    private RecordForm ask(int schemaId) {
        try {
            return form(registry.byId(schemaId));
        } catch (UnknownSchemaException e) {
            return RecordForm.unreadable(e.getMessage());
        }
    }

    private static RecordForm form(Schema written) {
        if (written.getType() != Schema.Type.RECORD) {
            return RecordForm.unreadable("schema is no record: " + written.getType());
        }
        if (written.getFullName().equals(Schemas.SYSCALL_EVENT.getFullName())) {
            return form(EventRecord.Kind.EVENT, written, Schemas.SYSCALL_EVENT);
        }
        if (written.getFullName().equals(Schemas.MARKER.getFullName())) {
            return form(EventRecord.Kind.MARKER, written, Schemas.MARKER);
        }
        return RecordForm.unreadable("no record of an events topic: " + written.getFullName());
    }

    private static RecordForm form(EventRecord.Kind kind, Schema written, Schema ours) {
        if (SchemaNormalization.parsingFingerprint64(written)
                == SchemaNormalization.parsingFingerprint64(ours)) {
            return RecordForm.ours(kind);
        }
        try {
            var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(ours, written);
            return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
                    ? RecordForm.other(kind, new Transcoder(written, ours))
                    : RecordForm.unreadable(
                            "written with an incompatible version of " + ours.getFullName());
        } catch (AvroRuntimeException e) {
            return RecordForm.unreadable("cannot compare schemas: " + e.getMessage());
        }
    }
}
