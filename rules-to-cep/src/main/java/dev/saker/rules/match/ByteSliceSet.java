// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.Arrays;
import java.util.Collection;

/**
 * A fixed set of byte strings, asked by a window on somebody's array: no key object is made.
 * Lengths that no member has are turned away before anything is hashed.
 */
final class ByteSliceSet {
    private final byte[][] slots;
    private final int[] hashes;
    private final int[] indexes;
    private final int mask;
    private final long lengths;
    private final int size;

    ByteSliceSet(Collection<byte[]> members) {
        int capacity = Integer.highestOneBit(Math.max(1, members.size()) * 2 - 1) * 2;
        slots = new byte[capacity][];
        hashes = new int[capacity];
        indexes = new int[capacity];
        mask = capacity - 1;
        long lengths = 0;
        int size = 0;
        for (byte[] member : members) {
            lengths |= lengthBit(member.length);
            if (add(member, size)) {
                size++;
            }
        }
        this.lengths = lengths;
        this.size = size;
    }

    /** How many different members there are. */
    int size() {
        return size;
    }

    boolean contains(byte[] array, int offset, int length) {
        return indexOf(array, offset, length) >= 0;
    }

    /** The ordinal of a member in order of first appearance, or -1. */
    int indexOf(byte[] array, int offset, int length) {
        if ((lengths & lengthBit(length)) == 0) {
            return -1;
        }
        int hash = hash(array, offset, length);
        for (int slot = hash & mask; slots[slot] != null; slot = (slot + 1) & mask) {
            if (hashes[slot] == hash && same(slots[slot], array, offset, length)) {
                return indexes[slot];
            }
        }
        return -1;
    }

    private boolean add(byte[] member, int index) {
        int hash = hash(member, 0, member.length);
        int slot = hash & mask;
        while (slots[slot] != null) {
            if (hashes[slot] == hash && Arrays.equals(slots[slot], member)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = member;
        hashes[slot] = hash;
        indexes[slot] = index;
        return true;
    }

    private static boolean same(byte[] member, byte[] array, int offset, int length) {
        return Arrays.equals(member, 0, member.length, array, offset, offset + length);
    }

    /** Lengths of 63 and more share a bit. */
    private static long lengthBit(int length) {
        return 1L << Math.min(length, 63);
    }

    /** FNV-1a with a last mixing step: names of programs differ in few bits at their ends. */
    private static int hash(byte[] array, int offset, int length) {
        int hash = 0x811c9dc5;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ array[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        return hash * 0x2c1b3c6d;
    }
}
