// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.Arrays;
import java.util.Map;

/** Postings by number: a hash table without boxes. Immutable. */
final class NumberPostings {
    private static final int[] NOTHING = {};

    private final long[] numbers;
    private final int[][] postings;

    NumberPostings(Map<Long, int[]> byNumber) {
        int capacity = Integer.highestOneBit(Math.max(1, byNumber.size()) * 2 - 1) * 2;
        numbers = new long[capacity];
        postings = new int[capacity][];
        byNumber.forEach(this::put);
    }

    private void put(long number, int[] of) {
        int slot = slot(number);
        while (postings[slot] != null) {
            slot = slot + 1 & numbers.length - 1;
        }
        numbers[slot] = number;
        postings[slot] = Arrays.copyOf(of, of.length);
    }

    int[] get(long number) {
        int slot = slot(number);
        while (postings[slot] != null) {
            if (numbers[slot] == number) {
                return postings[slot];
            }
            slot = slot + 1 & numbers.length - 1;
        }
        return NOTHING;
    }

    private int slot(long number) {
        return (int) (number * 0x9e3779b97f4a7c15L >>> 32) & numbers.length - 1;
    }
}
