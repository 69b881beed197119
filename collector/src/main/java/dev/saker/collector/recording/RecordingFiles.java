// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.scap.file.RecordingWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    /** For the owner alone: it holds what programs read and wrote. */
    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    RecordingWriter open(int number) throws IOException {
        OutputStream out = Channels.newOutputStream(create(path(number)));
        boolean packed = file.getFileName().toString().endsWith(".gz");
        return new RecordingWriter(
                packed ? new GZIPOutputStream(out, BUFFER) : new BufferedOutputStream(out, BUFFER));
    }
}
