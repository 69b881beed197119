// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link StateWriter} wrote. Bytes that it did not write throw. */
public final class StateReader {

    private final byte[] buffer;
    private int at;

    public StateReader(byte[] bytes) {
        this.buffer = bytes;
    }

    public int octet() {
        if (at == buffer.length) {
            throw new IllegalStateException("state ends at " + at + ", in the middle of a value");
        }
        return buffer[at++] & 0xff;
    }

    public boolean flag() {
        return octet() != 0;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IllegalStateException("state has a number without an end at " + at);
    }

    public long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    public byte[] bytes() {
        long count = number();
        if (count < 0 || count > buffer.length - at) {
            throw new IllegalStateException("state has " + count + " bytes at " + at);
        }
        at += (int) count;
        return Arrays.copyOfRange(buffer, at - (int) count, at);
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** How far it has read. */
    public int position() {
        return at;
    }

    public boolean atEnd() {
        return at == buffer.length;
    }
}
