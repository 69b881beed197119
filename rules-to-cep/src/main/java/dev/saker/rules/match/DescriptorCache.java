// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which rules are possible for what events are about, by event type, kind and the bytes that stand
 * for a descriptor. A key has two places, of which a new one takes that which was not hit last: so
 * the cache has a fixed size, and names that never come again cost no memory. One thread's own.
 */
final class DescriptorCache {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** About what fits beside the rest into a second-level cache. */
    private static final int PLACES = 1 << 13;

    private static final int KEY_BYTES = 160;

    /** Not the length of a key. */
    private static final int TOO_LONG = -1;

    private final byte[] keys = new byte[PLACES * KEY_BYTES];
    private final long[] kinds = new long[PLACES];

    /** Type and length, never 0 where something is kept. */
    private final int[] heads = new int[PLACES];

    private final long[][] answers = new long[PLACES][];

    /** By pair of places: which was hit last. */
    private final byte[] lastHit = new byte[PLACES / 2];

    // What was asked for last.
    private final Slice bytes = new Slice();
    private long kind;
    private int head;
    private int place;

    /** What is kept for a key; null if nothing is. */
    long[] get(int type, long ofKind, Slice key) {
        bytes.set(key);
        kind = ofKind;
        if (key.length() > KEY_BYTES) {
            head = TOO_LONG;
            return null;
        }
        head = type + 1 << Short.SIZE | key.length();
        place = hash(key, ofKind + type) & PLACES - 2;
        int last = place + lastHit[place >> 1];
        if (is(last)) {
            return answers[last];
        }
        int other = last ^ 1;
        if (!is(other)) {
            return null;
        }
        lastHit[place >> 1] ^= 1;
        return answers[other];
    }

    private boolean is(int at) {
        int start = at * KEY_BYTES;
        int from = bytes.offset();
        int length = bytes.length();
        return heads[at] == head
                && kinds[at] == kind
                && Arrays.equals(keys, start, start + length, bytes.array(), from, from + length);
    }

    /** Keeps an answer for the key that was asked for last and was not there. */
    void keep(long[] answer) {
        if (head == TOO_LONG) {
            return;
        }
        int taken = place + (lastHit[place >> 1] ^ 1);
        System.arraycopy(bytes.array(), bytes.offset(), keys, taken * KEY_BYTES, bytes.length());
        heads[taken] = head;
        kinds[taken] = kind;
        answers[taken] = answer;
        lastHit[place >> 1] ^= 1;
    }

    /** Sixteen bytes at a time, by two hashes that do not wait for each other. */
    static int hash(Slice key, long seed) {
        return hash(key.array(), key.offset(), key.length(), seed);
    }

    static int hash(byte[] array, int offset, int length, long seed) {
        long even = length ^ seed * MIX;
        long odd = MIX;
        int at = offset;
        int end = offset + length;
        for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
            even = (even ^ (long) LONGS.get(array, at)) * MIX;
            odd = (odd ^ (long) LONGS.get(array, at + Long.BYTES)) * MIX;
            even ^= even >>> 29;
            odd ^= odd >>> 31;
        }
        if (at + Long.BYTES <= end) {
            even = (even ^ (long) LONGS.get(array, at)) * MIX;
            even ^= even >>> 29;
            at += Long.BYTES;
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | array[at] & 0xFF;
        }
        odd = (odd ^ rest) * MIX;
        long hash = even ^ odd;
        // Once more: the last letters of a key of whole words are in the highest bits only.
        return (int) ((hash ^ hash >>> 32) * MIX >>> 40);
    }
}
