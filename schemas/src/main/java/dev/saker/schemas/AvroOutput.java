// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro's binary encoding into a growing buffer that is used again for every record. */
final class AvroOutput {
    private static final int MAX_VARINT = 10;

    private byte[] array;
    private int position;

    AvroOutput(int capacity) {
        array = new byte[capacity];
    }

    void clear() {
        position = 0;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return position;
    }

    byte[] copyBytes() {
        return Arrays.copyOf(array, position);
    }

    void putByte(int value) {
        reserve(1);
        array[position++] = (byte) value;
    }

    void putIntBigEndian(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            array[position++] = (byte) (value >>> shift);
        }
    }

    /** Avro's int and long have one encoding: zigzag, then 7 bits a byte, low bits first. */
    void putLong(long value) {
        reserve(MAX_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            array[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[position++] = (byte) rest;
    }

    void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    void putDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            putByte((int) (bits >>> shift));
        }
    }

    void putBytes(byte[] from, int offset, int length) {
        putLong(length);
        putEncoded(from, offset, length);
    }

    /** What is in Avro's encoding already. */
    void putEncoded(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, array, position, length);
        position += length;
    }

    void putBytes(byte[] from) {
        putBytes(from, 0, from.length);
    }

    void putBytes(Slice slice) {
        putBytes(slice.array(), slice.offset(), slice.length());
    }

    /** A union of null and bytes, null first. */
    void putOptionalBytes(Slice slice) {
        putLong(slice.present() ? 1 : 0);
        if (slice.present()) {
            putBytes(slice);
        }
    }

    void putString(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens an array of {@code count} > 0 items as a block that carries its size in bytes, so that
     * readers can step over it at once. Answers where the items begin, for {@link #endBlock}.
     */
    int beginBlock(int count) {
        putLong(-(long) count);
        putByte(0);
        return position;
    }

    /** Writes the block's size before its items and the end of the array after them. */
    void endBlock(int itemsStart) {
        int size = position - itemsStart;
        int extra = varintLength(size) - 1;
        if (extra > 0) {
            reserve(extra);
            System.arraycopy(array, itemsStart, array, itemsStart + extra, size);
        }
        position = itemsStart - 1;
        putLong(size);
        position += size;
        putByte(0);
    }

    private static int varintLength(int size) {
        int length = 1;
        for (long rest = (long) size << 1; rest >= 0x80; rest >>>= 7) {
            length++;
        }
        return length;
    }

    private void reserve(int more) {
        if (array.length - position < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, position + more));
        }
    }
}
