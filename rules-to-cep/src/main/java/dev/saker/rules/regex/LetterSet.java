// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.Arrays;

/** A set of code points, as sorted ranges that do not touch. Immutable. */
final class LetterSet {
    static final int LAST = 0x10FFFF;
    static final LetterSet NONE = new LetterSet(new int[0]);
    static final LetterSet ALL = range(0, LAST);
    static final LetterSet NEWLINE = range('\n', '\n');
    static final LetterSet DIGITS = range('0', '9');
    static final LetterSet SPACES = range('\t', '\n').or(range('\f', '\r')).or(range(' ', ' '));
    static final LetterSet WORDS =
            DIGITS.or(range('A', 'Z')).or(range('_', '_')).or(range('a', 'z'));

    private static final int ASCII = 0x80;
    private static final int LONG_S = 0x17F;
    private static final int KELVIN = 0x212A;

    /** First and last of each range. */
    private final int[] bounds;

    private LetterSet(int[] bounds) {
        this.bounds = bounds;
    }

    static LetterSet range(int first, int last) {
        return new LetterSet(new int[] {first, last});
    }

    LetterSet or(LetterSet other) {
        int ranges = (bounds.length + other.bounds.length) / 2;
        long[] all = new long[ranges];
        for (int i = 0; i < ranges; i++) {
            boolean own = 2 * i < bounds.length;
            int[] from = own ? bounds : other.bounds;
            int at = own ? 2 * i : 2 * i - bounds.length;
            all[i] = (long) from[at] << 32 | from[at + 1];
        }
        Arrays.sort(all);
        int[] joined = new int[2 * ranges];
        int length = 0;
        for (long range : all) {
            int first = (int) (range >>> 32);
            int last = (int) range;
            if (length > 0 && first <= joined[length - 1] + 1) {
                joined[length - 1] = Math.max(joined[length - 1], last);
            } else {
                joined[length++] = first;
                joined[length++] = last;
            }
        }
        return new LetterSet(Arrays.copyOf(joined, length));
    }

    LetterSet complement() {
        LetterSet rest = NONE;
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                rest = rest.or(range(next, bounds[i] - 1));
            }
            next = bounds[i + 1] + 1;
        }
        return next <= LAST ? rest.or(range(next, LAST)) : rest;
    }

    /** Whether it is known here what the set's letters are in the other case. */
    boolean canFold() {
        return bounds.length == 0 || bounds[bounds.length - 1] < ASCII;
    }

    /** With the other case of each letter, as Unicode folds ASCII; of a set that can be folded. */
    LetterSet fold() {
        LetterSet folded = this;
        for (char lower = 'a'; lower <= 'z'; lower++) {
            char upper = (char) (lower - 32);
            if (has(lower) || has(upper)) {
                folded = folded.or(range(lower, lower)).or(range(upper, upper));
            }
        }
        folded = folded.has('k') ? folded.or(range(KELVIN, KELVIN)) : folded;
        return folded.has('s') ? folded.or(range(LONG_S, LONG_S)) : folded;
    }

    boolean has(int letter) {
        for (int i = 0; i < bounds.length && bounds[i] <= letter; i += 2) {
            if (letter <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LetterSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** First and last of each range. Lent. */
    int[] bounds() {
        return bounds;
    }
}
