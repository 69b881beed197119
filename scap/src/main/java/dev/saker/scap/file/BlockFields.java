// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.ScapFormatException;
import java.nio.ByteBuffer;

/** Reads the fields of a block one after the other and never beyond its end. */
final class BlockFields {
    private static final byte[] EMPTY = {};

    private ByteBuffer buffer;
    private int position;
    private int limit;

    BlockFields over(ByteBuffer newBuffer, int offset, int length) {
        buffer = newBuffer;
        position = offset;
        limit = offset + length;
        return this;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    /** Whether another entry follows; up to three bytes at the end are padding. */
    boolean hasEntry() {
        return remaining() >= Integer.BYTES;
    }

    int u8() {
        return Byte.toUnsignedInt(buffer.get(take(Byte.BYTES)));
    }

    int u16() {
        return Short.toUnsignedInt(buffer.getShort(take(Short.BYTES)));
    }

    long u32() {
        return Integer.toUnsignedLong(buffer.getInt(take(Integer.BYTES)));
    }

    long i64() {
        return buffer.getLong(take(Long.BYTES));
    }

    byte[] bytes(int count) {
        int at = take(count);
        if (count == 0) {
            return EMPTY;
        }
        byte[] copy = new byte[count];
        buffer.get(at, copy);
        return copy;
    }

    /** Text or a list with its length before it. */
    byte[] text() {
        return bytes(u16());
    }

    void skip(int count) {
        take(count);
    }

    /** Goes to where an entry ends that says its length, whatever of it is understood. */
    void endEntry(int entryStart, long entryLength) {
        long end = entryStart + entryLength;
        if (end < position || end > limit) {
            throw new ScapFormatException(
                    "an entry says it is " + entryLength + " bytes long, which it is not");
        }
        position = (int) end;
    }

    private int take(int count) {
        int at = position;
        if (count > limit - at) {
            throw new ScapFormatException(
                    "a field of " + count + " bytes does not fit the block's end");
        }
        position = at + count;
        return at;
    }
}
