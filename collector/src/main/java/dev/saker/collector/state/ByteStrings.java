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

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

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

    // Names of files are looked at for every open, and are short: eight bytes at a time, the last
    // eight once more where they are no multiple, is quicker than the library's way for arrays.

    static boolean equal(byte[] known, byte[] source, int offset, int length) {
        if (known.length != length) {
            return false;
        }
        if (length < Long.BYTES) {
            return Arrays.equals(known, 0, length, source, offset, offset + length);
        }
        int last = length - Long.BYTES;
        for (int at = 0; at < last; at += Long.BYTES) {
            if ((long) LONGS.get(known, at) != (long) LONGS.get(source, offset + at)) {
                return false;
            }
        }
        return (long) LONGS.get(known, last) == (long) LONGS.get(source, offset + last);
    }

    static int hash(byte[] source, int offset, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int end = offset + length;
        if (length >= Long.BYTES) {
            int last = end - Long.BYTES;
            for (int at = offset; at < last; at += Long.BYTES) {
                hash = mix(hash ^ (long) LONGS.get(source, at));
            }
            hash = mix(hash ^ (long) LONGS.get(source, last));
        } else {
            long all = 0;
            for (int at = offset; at < end; at++) {
                all = all << 8 | source[at] & 0xff;
            }
            hash = mix(hash ^ all);
        }
        return (int) (hash ^ hash >>> 32);
    }

    /** How many bytes there are before the first NUL, or at all. */
    static int lengthToNul(byte[] source, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long word = (long) LONGS.get(source, at);
            long nuls = word - LOW_BITS & ~word & HIGH_BITS;
            if (nuls != 0) {
                return at - offset + (Long.numberOfTrailingZeros(nuls) >> 3);
            }
        }
        while (at < end && source[at] != 0) {
            at++;
        }
        return at - offset;
    }

    private static long mix(long value) {
        long mixed = value * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 29;
    }
}
