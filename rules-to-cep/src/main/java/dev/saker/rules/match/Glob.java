// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.Arrays;

/**
 * A shell pattern over bytes, as fnmatch(3) reads it without flags: the star crosses slashes, a
 * leading dot is nothing special, the backslash quotes. One remembered star is all the backtracking
 * there is, so hostile text costs at most pattern times text.
 */
final class Glob {
    private static final int WORDS = 4;

    /** By token a set of bytes, 256 bits; of a star without meaning. */
    private long[] sets = new long[8 * WORDS];

    /** By token, whether it stands for any run of bytes. */
    private boolean[] stars = new boolean[8];

    private int size;

    static Glob of(byte[] pattern, boolean ignoreCase) {
        Glob glob = new Glob();
        new GlobReader().read(pattern, 0, pattern.length, ignoreCase, glob);
        return glob;
    }

    /** Whether a pattern is more than its own text. */
    static boolean isPattern(byte[] text) {
        for (byte letter : text) {
            if (letter == '*' || letter == '?' || letter == '[') {
                return true;
            }
        }
        return false;
    }

    boolean matches(byte[] array, int offset, int length) {
        int end = offset + length;
        int at = offset;
        int token = 0;
        int starToken = -1;
        int starAt = 0;
        while (at < end) {
            if (token < size && stars[token]) {
                starToken = token++;
                starAt = at;
            } else if (token < size && has(token, array[at])) {
                token++;
                at++;
            } else if (starToken >= 0) {
                token = starToken + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (token < size && stars[token]) {
            token++;
        }
        return token == size;
    }

    private boolean has(int token, byte letter) {
        int bit = letter & 0xff;
        return (sets[token * WORDS + (bit >> 6)] >>> bit & 1) != 0;
    }

    // What follows makes the glob, before its first use.

    void clear() {
        size = 0;
    }

    /** Two stars side by side are one. */
    void addStar() {
        if (size == 0 || !stars[size - 1]) {
            addToken(true);
        }
    }

    /** One byte, of a set that is still empty. */
    void addSet() {
        addToken(false);
        Arrays.fill(sets, (size - 1) * WORDS, size * WORDS, 0);
    }

    private void addToken(boolean star) {
        if (size == stars.length) {
            stars = Arrays.copyOf(stars, 2 * size);
            sets = Arrays.copyOf(sets, 2 * size * WORDS);
        }
        stars[size++] = star;
    }

    void dropSet() {
        size--;
    }

    /** Adds a byte to the last set. */
    void add(byte letter) {
        int bit = letter & 0xff;
        sets[(size - 1) * WORDS + (bit >> 6)] |= 1L << bit;
    }

    /** Turns the last set into all other bytes. */
    void complement() {
        for (int word = (size - 1) * WORDS; word < size * WORDS; word++) {
            sets[word] = ~sets[word];
        }
    }
}
