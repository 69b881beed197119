// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Turns a record written with another version of a schema into one of ours. Slow next to reading
 * ours in place; it is for the time in which parts of the pipeline are being upgraded.
 */
public final class Transcoder {

    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private BinaryDecoder decoder;
    private BinaryEncoder encoder;

    public Transcoder(Schema written, Schema ours) {
        this.reader = new GenericDatumReader<>(written, ours);
        this.writer = new GenericDatumWriter<>(ours);
    }

    public byte[] transcode(byte[] body, int offset, int length) throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(body, offset, length, decoder);
        GenericRecord record = read();
        bytes.reset();
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        writer.write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private GenericRecord read() throws IOException {
        try {
            return reader.read(null, decoder);
        } catch (RuntimeException e) {
            // Avro's reader meets bad bytes with whatever its own arrays and casts throw.
            throw new IOException("cannot decode record of another version: " + e, e);
        }
    }
}
