// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.Transcoder;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Alerts out of framed Avro, in whichever compatible version they were written. */
final class AlertDecoder {

    private final SchemaRegistry registry;

    /** By schema id; empty for our own version. */
    private final Map<Integer, Optional<Transcoder>> versions = new HashMap<>();

    AlertDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Throws an exception whose message says what is wrong with the bytes. */
    Alert decode(byte[] framed) throws IOException {
        int id = WireFormat.schemaId(framed);
        Optional<Transcoder> transcoder = versions.get(id);
        if (transcoder == null) {
            transcoder = transcoder(id);
            versions.put(id, transcoder);
        }
        int length = framed.length - WireFormat.HEADER_LENGTH;
        if (transcoder.isEmpty()) {
            return AlertCodec.decode(framed, WireFormat.HEADER_LENGTH, length);
        }
        byte[] ours = transcoder.get().transcode(framed, WireFormat.HEADER_LENGTH, length);
        return AlertCodec.decode(ours, 0, ours.length);
    }

    private Optional<Transcoder> transcoder(int id) throws IOException {
        Schema written;
        try {
            written = registry.byId(id);
        } catch (UnknownSchemaException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!written.getFullName().equals(Schemas.ALERT.getFullName())) {
            throw new IOException("no alert but " + written.getFullName());
        }
        boolean ours =
                SchemaNormalization.parsingFingerprint64(written)
                        == SchemaNormalization.parsingFingerprint64(Schemas.ALERT);
        return ours ? Optional.empty() : Optional.of(new Transcoder(written, Schemas.ALERT));
    }
}
