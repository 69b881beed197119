// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Builds one block after the other in memory that is used again. */
final class BlockWriter {
    private static final int HEADER = 8;
    private static final int TRAILER = 4;
    private static final int ALIGNMENT = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    BlockWriter begin(int kind) {
        buffer.clear();
        buffer.putInt(kind).putInt(0);
        return this;
    }

    boolean isEmpty() {
        return buffer.position() == HEADER;
    }

    BlockWriter u8(int value) {
        reserve(Byte.BYTES);
        buffer.put((byte) value);
        return this;
    }

    BlockWriter u16(int value) {
        reserve(Short.BYTES);
        buffer.putShort((short) value);
        return this;
    }

    BlockWriter u32(long value) {
        reserve(Integer.BYTES);
        buffer.putInt((int) value);
        return this;
    }

    BlockWriter i64(long value) {
        reserve(Long.BYTES);
        buffer.putLong(value);
        return this;
    }

    BlockWriter bytes(byte[] bytes) {
        reserve(bytes.length);
        buffer.put(bytes);
        return this;
    }

    BlockWriter bytes(ByteBuffer from, int offset, int length) {
        reserve(length);
        buffer.put(buffer.position(), from, offset, length);
        buffer.position(buffer.position() + length);
        return this;
    }

    /** Text or a list with its length before it; what does not fit the length is cut off. */
    BlockWriter text(byte[] text) {
        int length = Math.min(text.length, 0xffff);
        u16(length);
        reserve(length);
        buffer.put(text, 0, length);
        return this;
    }

    /** Where an entry begins whose length is put in by {@link #endEntry}. */
    int beginEntry() {
        int start = buffer.position();
        u32(0);
        return start;
    }

    /**
     * @param counted how many bytes of the entry's own length count in it
     */
    void endEntry(int start, int counted) {
        buffer.putInt(start, buffer.position() - start - Integer.BYTES + counted);
    }

    /** Closes the block and writes it; returns its length. */
    int end(OutputStream out) throws IOException {
        while (buffer.position() % ALIGNMENT != 0) {
            u8(0);
        }
        int length = buffer.position() + TRAILER;
        u32(length);
        buffer.putInt(Integer.BYTES, length);
        out.write(buffer.array(), 0, length);
        return length;
    }

    private void reserve(int count) {
        if (buffer.remaining() < count) {
            int position = buffer.position();
            int capacity = Math.max(buffer.capacity() * 2, position + count);
            buffer =
                    ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .position(position);
        }
    }
}
