// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reusable window on bytes that belong to someone else: a record, a thread's state. It is valid
 * until its owner changes; whoever keeps the bytes copies them. An absent slice has length 0.
 */
public final class Slice {
    private static final byte[] NOTHING = {};

    private byte[] array = NOTHING;
    private int offset;
    private int length;
    private boolean present;

    /** A slice over a whole array, for constants and tests. */
    public static Slice of(byte[] bytes) {
        Slice slice = new Slice();
        slice.set(bytes, 0, bytes.length);
        return slice;
    }

    /** A slice over the UTF-8 form of a text, for constants and tests. */
    public static Slice of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public void set(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.present = true;
    }

    public void set(byte[] array) {
        set(array, 0, array.length);
    }

    public void set(Slice other) {
        array = other.array;
        offset = other.offset;
        length = other.length;
        present = other.present;
    }

    public void setAbsent() {
        array = NOTHING;
        offset = 0;
        length = 0;
        present = false;
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public boolean present() {
        return present;
    }

    public byte at(int index) {
        return array[offset + index];
    }

    public boolean contentEquals(byte[] bytes) {
        return present && Arrays.equals(array, offset, offset + length, bytes, 0, bytes.length);
    }

    public boolean contentEquals(Slice other) {
        return present == other.present
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        other.array,
                        other.offset,
                        other.offset + other.length);
    }

    public boolean endsWith(Slice tail) {
        int start = offset + length - tail.length;
        return length >= tail.length
                && Arrays.equals(
                        array,
                        start,
                        offset + length,
                        tail.array,
                        tail.offset,
                        tail.offset + tail.length);
    }

    public byte[] copyBytes() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The bytes read as UTF-8, bad sequences replaced. Allocates; for messages and tests. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
