// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads framed markers, also those of collectors that are older or newer. One thread only. */
public final class MarkerRecords {
    private final SchemaRegistry registry;
    private Schema lastWritten = Schemas.MARKER;
    private Transcoder transcoder;

    public MarkerRecords(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Empty if it is no marker that could be read. */
    public Optional<Marker> read(byte[] framed) {
        try {
            Schema written = registry.byId(WireFormat.schemaId(framed));
            int start = WireFormat.HEADER_LENGTH;
            int length = framed.length - start;
            if (!written.getFullName().equals(Schemas.MARKER.getFullName())) {
                return Optional.empty();
            }
            if (written.equals(Schemas.MARKER)) {
                return Optional.of(MarkerCodec.decode(framed, start, length));
            }
            byte[] ours = transcoder(written).transcode(framed, start, length);
            return Optional.of(MarkerCodec.decode(ours, 0, ours.length));
        } catch (MalformedEventException
                | UnknownSchemaException
                | AvroRuntimeException
                | IOException unreadable) {
            return Optional.empty();
        }
    }

    private Transcoder transcoder(Schema written) {
        if (transcoder == null || !written.equals(lastWritten)) {
            transcoder = new Transcoder(written, Schemas.MARKER);
            lastWritten = written;
        }
        return transcoder;
    }
}
