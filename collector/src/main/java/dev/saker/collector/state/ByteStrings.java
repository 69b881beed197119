// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Keeps one copy of each byte string that was seen lately, so that the thousandth open of a file
 * stores no new name. A cache, not a set: what is crowded out is merely copied again. Whoever gets
 * an array from here must not write to it. One thread only.
 */
public final class ByteStrings {
    public static final byte[] EMPTY = {};

    /** About the L2 cache of a server core in use; larger tables were slower on new names. */
    private static final int SLOTS = 1 << 14;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] slots = new byte[SLOTS][];

    /** The bytes as an array of their own, an old one if they were seen before. */
    public byte[] of(byte[] source, int offset, int length) {
        if (length == 0) {
            return EMPTY;
        }
        int slot = hash(source, offset, length) & (SLOTS - 1);
        byte[] known = slots[slot];
        if (known != null && equal(known, source, offset, length)) {
            return known;
        }
        byte[] fresh = Arrays.copyOfRange(source, offset, offset + length);
        slots[slot] = fresh;
        return fresh;
    }

    public byte[] of(byte[] source) {
        return of(source, 0, source.length);
    }

    static boolean equal(byte[] known, byte[] source, int offset, int length) {
        return known.length == length
                && Arrays.equals(known, 0, length, source, offset, offset + length);
    }

    /** Eight bytes at a time: names of files are hashed for every open. */
    static int hash(byte[] source, int offset, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(source, at));
        }
        long tail = 0;
        for (; at < end; at++) {
            tail = tail << 8 | source[at] & 0xff;
        }
        hash = mix(hash ^ tail);
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long value) {
        long mixed = value * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 29;
    }
}
