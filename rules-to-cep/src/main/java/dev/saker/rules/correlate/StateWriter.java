// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state: numbers as zigzag varints, texts and bytes behind their lengths. */
public final class StateWriter {

    private byte[] buffer = new byte[128];
    private int length;

    public void octet(int value) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = (byte) value;
    }

    public void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** Short when it is near zero. */
    public void number(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** Eight bytes: for times and hashes, which are never near zero. */
    public void fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
    }

    public void bytes(byte[] value) {
        bytes(value, 0, value.length);
    }

    public void bytes(byte[] value, int offset, int count) {
        number(count);
        copy(value, offset, count);
    }

    /** What another one wrote, from a place on. */
    public void raw(byte[] written, int from) {
        copy(written, from, written.length - from);
    }

    private void copy(byte[] value, int offset, int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
        System.arraycopy(value, offset, buffer, length, count);
        length += count;
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }
}
