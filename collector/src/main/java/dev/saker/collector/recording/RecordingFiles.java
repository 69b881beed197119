// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.scap.file.RecordingWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Where a recording goes: one file, or so many in turn, the newest in place of the oldest. Packed
 * if the name ends in .gz.
 *
 * @param maxBytes after so many of events, before packing, a file is full; the lists at its
 *     beginning do not count, as they may be larger than that
 * @param rotated how many files there are at most; with 1 the recording ends when it is full
 */
public record RecordingFiles(Path file, long maxBytes, int rotated) {
    private static final int BUFFER = 1 << 20;

    public RecordingFiles {
        if (maxBytes < 1 || rotated < 1) {
            throw new IllegalArgumentException("a recording has at least a byte in a file");
        }
    }

    /** Whether a full file is followed by another. */
    public boolean isRotated() {
        return rotated > 1;
    }

    /** The file with this number, from 0 on. */
    public Path path(int number) {
        return isRotated()
                ? file.resolveSibling(file.getFileName() + "." + number % rotated)
                : file;
    }

    RecordingWriter open(int number) throws IOException {
        OutputStream out = Files.newOutputStream(path(number));
        boolean packed = file.getFileName().toString().endsWith(".gz");
        return new RecordingWriter(
                packed ? new GZIPOutputStream(out, BUFFER) : new BufferedOutputStream(out, BUFFER));
    }
}
