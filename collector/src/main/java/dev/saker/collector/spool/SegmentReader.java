// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads the records of one segment, one after another, and vouches for each. */
final class SegmentReader implements Closeable {
    /** What was found at a place. */
    enum Found {
        RECORD,
        /** The limit: there is no more. */
        END,
        /** Bytes that are no whole record. */
        DAMAGE
    }

    private static final int BUFFER_BYTES = 128 << 10;

    private final FileChannel channel;
    private final RecordFormat format = new RecordFormat();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long loaded; // where in the file the buffer's limit is
    private int payloadOffset;
    private int payloadLength;

    private SegmentReader(FileChannel channel, long offset) {
        this.channel = channel;
        this.loaded = offset;
    }

    static SegmentReader open(Path file, long offset) throws IOException {
        return new SegmentReader(FileChannel.open(file, StandardOpenOption.READ), offset);
    }

    /** Whether the file begins as a segment does. To be asked before the first record. */
    boolean hasHeader(long limit) throws IOException {
        return fill(RecordFormat.SEGMENT_HEADER_BYTES, limit)
                && buffer.getLong() == RecordFormat.SEGMENT_HEADER;
    }

    /** Goes on to the next record, which must end at the limit or before. */
    Found next(long limit) throws IOException {
        if (position() >= limit) {
            return Found.END;
        }
        if (!fill(RecordFormat.HEADER_BYTES, limit)) {
            return Found.DAMAGE;
        }
        int length = buffer.getInt(buffer.position());
        int checksum = buffer.getInt(buffer.position() + Integer.BYTES);
        if (length < 0
                || length > RecordFormat.MAX_PAYLOAD
                || !fill(RecordFormat.HEADER_BYTES + length, limit)) {
            return Found.DAMAGE;
        }
        payloadOffset = buffer.position() + RecordFormat.HEADER_BYTES;
        payloadLength = length;
        if (format.checksum(buffer.array(), payloadOffset, length) != checksum) {
            return Found.DAMAGE;
        }
        buffer.position(payloadOffset + length);
        return Found.RECORD;
    }

    /** Behind the last record found. */
    long position() {
        return loaded - buffer.remaining();
    }

    /** A copy of the last record found. */
    byte[] payload() {
        byte[] copy = new byte[payloadLength];
        System.arraycopy(buffer.array(), payloadOffset, copy, 0, payloadLength);
        return copy;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Whether so many bytes are to be had from here. */
    private boolean fill(int bytes, long limit) throws IOException {
        if (position() + bytes > limit) {
            return false;
        }
        if (buffer.remaining() >= bytes) {
            return true;
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).put(buffer);
        } else {
            buffer.compact();
        }
        while (buffer.position() < bytes) {
            int count = channel.read(buffer, loaded);
            if (count < 0) {
                buffer.flip();
                return false;
            }
            loaded += count;
        }
        buffer.flip();
        return true;
    }
}
