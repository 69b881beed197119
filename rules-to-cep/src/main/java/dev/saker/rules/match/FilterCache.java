// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.Arrays;

/**
 * A filter, and what it answered before: the same leaves are unusual again and again. Bounded: a
 * full cache is emptied. One thread's own.
 */
final class FilterCache {
    /** The answer when no rule is possible: this very object. */
    static final long[] NONE = {};

    private static final int CAPACITY = 1 << 12;
    private static final int MOST = CAPACITY / 2;
    private static final int LONGEST_KEY = 256;

    private final RuleFilter filter;
    private final RuleFilter.Touched touched;
    private final long[] asUsual;
    private int[][] keys = new int[16][];
    private long[][] answers = new long[16][];
    private int size;
    private int[] key = new int[16];

    FilterCache(RuleFilter filter, LeafOutcomes outcomes) {
        this.filter = filter;
        touched = filter.touched();
        outcomes.clear();
        asUsual = ask(outcomes);
    }

    RuleFilter filter() {
        return filter;
    }

    /** The rules that are possible, as bits, lent; {@link #NONE} if none is. */
    long[] possible(LeafOutcomes outcomes) {
        int length = readKey(outcomes);
        if (length == 0) {
            return asUsual;
        }
        if (length > LONGEST_KEY) {
            return ask(outcomes);
        }
        int slot = hash(length) & keys.length - 1;
        while (keys[slot] != null) {
            if (Arrays.equals(keys[slot], 0, keys[slot].length, key, 0, length)) {
                return answers[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        long[] answer = ask(outcomes);
        put(Arrays.copyOf(key, length), answer);
        return answer;
    }

    private int readKey(LeafOutcomes outcomes) {
        int length = 0;
        for (int i = 0; i < outcomes.count(); i++) {
            int code = outcomes.unusual(i);
            if (filter.place(code >> 2) >= 0) {
                if (length == key.length) {
                    key = Arrays.copyOf(key, 2 * length);
                }
                key[length++] = code;
            }
        }
        return length;
    }

    private long[] ask(LeafOutcomes outcomes) {
        long[] possible = filter.possible(outcomes, touched);
        for (long word : possible) {
            if (word != 0) {
                return possible;
            }
        }
        return NONE;
    }

    private void put(int[] newKey, long[] answer) {
        if (size == MOST) {
            Arrays.fill(keys, null);
            Arrays.fill(answers, null);
            size = 0;
        } else if (2 * size >= keys.length) {
            grow();
        }
        insert(newKey, answer);
        size++;
    }

    private void insert(int[] newKey, long[] answer) {
        System.arraycopy(newKey, 0, key, 0, newKey.length);
        int slot = hash(newKey.length) & keys.length - 1;
        while (keys[slot] != null) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = newKey;
        answers[slot] = answer;
    }

    private void grow() {
        int[][] oldKeys = keys;
        long[][] oldAnswers = answers;
        keys = new int[2 * oldKeys.length][];
        answers = new long[keys.length][];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                insert(oldKeys[i], oldAnswers[i]);
            }
        }
    }

    private int hash(int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ key[i]) * 0x01000193;
        }
        return (hash ^ hash >>> 15) * 0x2c1b3c6d >>> 7;
    }
}
