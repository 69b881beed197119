// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes records to the end of a new segment, some at a time. */
final class SegmentWriter {
    private static final int BUFFER_BYTES = 64 << 10;

    /** What is spooled is what the host does, command lines included: nobody else's business. */
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel channel;
    private final RecordFormat format = new RecordFormat();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long written;
    private long buffered;

    private SegmentWriter(FileChannel channel) {
        this.channel = channel;
    }

    static SegmentWriter create(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PRIVATE);
        SegmentWriter writer = new SegmentWriter(channel);
        writer.buffer.putLong(RecordFormat.SEGMENT_HEADER);
        return writer;
    }

    /** Takes a record; it is in the file after {@link #flush} at the latest. */
    void append(byte[] payload, int length) throws IOException {
        int size = RecordFormat.HEADER_BYTES + length;
        if (buffer.remaining() < size) {
            flush();
        }
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocate(size);
        }
        format.put(buffer, payload, length);
        buffered++;
    }

    /** Hands all that was taken to the kernel, where it is safe from the end of this process. */
    void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                written += channel.write(buffer, written);
            }
            buffered = 0;
        } finally {
            buffer.clear();
        }
    }

    /** Records taken that are not in the file. */
    long buffered() {
        return buffered;
    }

    /** To the disk. May take long, and may be called beside the others. */
    void force() throws IOException {
        channel.force(false);
    }

    void close() throws IOException {
        channel.close();
    }
}
