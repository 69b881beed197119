// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.scap.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which rules are possible for what events are about, by event type and the bytes that stand for a
 * descriptor. Each place holds the last that came by it, so the cache has a fixed size, and names
 * that never come again cost no memory. One thread's own.
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

    /** The place for a key, or -1 if it is too long to be kept. */
    static int place(ByteSink key) {
        return key.length() > KEY_BYTES ? -1 : hash(key) & PLACES - 1;
    }

    /** What is kept for a key at its place; null if nothing is. */
    long[] get(int place, ByteSink key) {
        int start = place * KEY_BYTES;
        boolean same =
                lengths[place] == key.length()
                        && Arrays.equals(
                                keys, start, start + key.length(), key.array(), 0, key.length());
        return same ? answers[place] : null;
    }

    void put(int place, ByteSink key, long[] answer) {
        System.arraycopy(key.array(), 0, keys, place * KEY_BYTES, key.length());
        lengths[place] = key.length();
        answers[place] = answer;
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
