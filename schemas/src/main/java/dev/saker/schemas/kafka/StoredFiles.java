// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The files of a version, compressed: every version of a week is kept in memory, and all but one or
 * two are never asked for.
 */
public final class StoredFiles {
    private final byte[] deflated;

    private StoredFiles(byte[] deflated) {
        this.deflated = deflated;
    }

    static StoredFiles of(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress in memory", e);
        }
        return new StoredFiles(bytes.toByteArray());
    }

    public RuleFiles read() {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] content = in.readAllBytes();
            return RuleSetCodec.decodeFiles(content, 0, content.length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot decompress what was compressed here", e);
        }
    }
}
