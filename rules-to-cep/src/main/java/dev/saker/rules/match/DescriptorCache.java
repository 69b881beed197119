// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.scap.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which rules are possible for what events are about, by event type and the bytes that stand for a
 * descriptor. A key has two places, of which a new one takes that which was not hit last: so the
 * cache has a fixed size, and names that never come again cost no memory. One thread's own.
 */
final class DescriptorCache {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** About what fits beside the rest into a second-level cache. */
    private static final int PLACES = 1 << 13;

    private static final int KEY_BYTES = 160;

    private final byte[] keys = new byte[PLACES * KEY_BYTES];
    private final int[] lengths = new int[PLACES];
    private final long[][] answers = new long[PLACES][];

    /** By pair of places: which was hit last. */
    private final byte[] lastHit = new byte[PLACES / 2];

    /** The first of the two places for a key, or -1 if it is too long to be kept. */
    static int place(ByteSink key) {
        return key.length() > KEY_BYTES ? -1 : hash(key) & PLACES - 2;
    }

    /** What is kept for a key at its places; null if nothing is. */
    long[] get(int place, ByteSink key) {
        int last = place + lastHit[place >> 1];
        if (is(last, key)) {
            return answers[last];
        }
        int other = last ^ 1;
        if (!is(other, key)) {
            return null;
        }
        lastHit[place >> 1] ^= 1;
        return answers[other];
    }

    private boolean is(int place, ByteSink key) {
        int start = place * KEY_BYTES;
        return lengths[place] == key.length()
                && Arrays.equals(keys, start, start + key.length(), key.array(), 0, key.length());
    }

    /** For a key that is not there. */
    void put(int place, ByteSink key, long[] answer) {
        int taken = place + (lastHit[place >> 1] ^ 1);
        System.arraycopy(key.array(), 0, keys, taken * KEY_BYTES, key.length());
        lengths[taken] = key.length();
        answers[taken] = answer;
        lastHit[place >> 1] ^= 1;
    }

    /** Eight bytes at a time. */
    static int hash(ByteSink key) {
        byte[] bytes = key.array();
        int length = key.length();
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
            hash ^= hash >>> 29;
        }
        for (; at < length; at++) {
            hash = (hash ^ bytes[at]) * MIX;
        }
        // Once more: the last letters of a key of whole words are in the highest bits only.
        return (int) ((hash ^ hash >>> 32) * MIX >>> 40);
    }
}
