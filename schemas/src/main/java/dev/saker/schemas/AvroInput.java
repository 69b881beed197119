// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.charset.StandardCharsets;

/**
 * Avro's binary encoding out of a borrowed array. Believes no length: each is checked against the
 * bytes that are there before anything is done with it.
 */
final class AvroInput {
    private byte[] array = {};
    private int position;
    private int end;

    AvroInput wrap(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    "cannot wrap " + length + " bytes at " + offset + " of " + array.length);
        }
        this.array = array;
        this.position = offset;
        this.end = offset + length;
        return this;
    }

    byte[] array() {
        return array;
    }

    int position() {
        return position;
    }

    void position(int position) {
        this.position = position;
    }

    int remaining() {
        return end - position;
    }

    /** The position after the last byte. */
    int end() {
        return end;
    }

    byte readByte() {
        if (position >= end) {
            throw malformed("it ends inside a value");
        }
        return array[position++];
    }

    long readLong() {
        int first = readByte();
        return first >= 0 ? (first >>> 1) ^ -(first & 1) : readLongRest(first & 0x7F);
    }

    private long readLongRest(long low) {
        long value = low;
        int at = position;
        for (int shift = 7; shift < Long.SIZE && at < end; shift += 7) {
            int next = array[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                position = at;
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed(at == end ? "it ends inside a number" : "number of more than 10 bytes");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("int out of range: " + value);
        }
        return (int) value;
    }

    /** Branch of a union. */
    int readBranch(int branches) {
        long branch = readLong();
        if (branch < 0 || branch >= branches) {
            throw malformed("union branch " + branch + " of " + branches);
        }
        return (int) branch;
    }

    /** Length of what follows, which is known to be there. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > end - position) {
            throw malformed("length " + length + " with " + (end - position) + " bytes left");
        }
        return (int) length;
    }

    /**
     * How many items the next block of an array has; 0 at the end of the array. Each item takes a
     * byte at least, so a count beyond the bytes left is a lie.
     */
    int readBlockCount() {
        long count = readLong();
        if (count < 0) {
            readLength();
            count = -count;
        }
        if (count < 0 || count > end - position) {
            throw malformed("block of " + count + " items with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    boolean readBoolean() {
        byte value = readByte();
        if (value < 0 || value > 1) {
            throw malformed("boolean " + value);
        }
        return value == 1;
    }

    double readDouble() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bits |= (readByte() & 0xFFL) << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    byte[] readBytes() {
        int length = readLength();
        byte[] bytes = new byte[length];
        System.arraycopy(array, position, bytes, 0, length);
        position += length;
        return bytes;
    }

    String readString() {
        int length = readLength();
        String text = new String(array, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    void readSlice(Slice into) {
        int length = readLength();
        into.set(array, position, length);
        position += length;
    }

    void skipBytes() {
        int length = readLength();
        position += length;
    }

    void skip(int bytes) {
        position += bytes;
    }

    /** For readers that want the whole of the bytes to be one record. */
    void expectEnd() {
        if (position != end) {
            throw malformed((end - position) + " bytes after the record");
        }
    }

    MalformedEventException malformed(String what) {
        return new MalformedEventException(what, position);
    }
}
