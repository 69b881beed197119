// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.Arrays;
import java.util.List;

/** A set of code points, as sorted ranges that do not touch. Immutable. */
final class LetterSet {
    static final int LAST = 0x10FFFF;
    static final LetterSet NEWLINE = range('\n', '\n');

    private static final LetterSet DIGITS = range('0', '9');
    private static final LetterSet LETTERS = range('A', 'Z').or(range('a', 'z'));

    /** First and last of each range. */
    private final int[] bounds;

    private LetterSet(int[] bounds) {
        this.bounds = bounds;
    }

    static LetterSet range(int first, int last) {
        return new LetterSet(new int[] {first, last});
    }

    /** A class of ASCII by its name in POSIX syntax; null if there is none of that name. */
    static LetterSet named(String name) {
        return switch (name) {
            case "alnum" -> LETTERS.or(DIGITS);
            case "alpha" -> LETTERS;
            case "ascii" -> range(0, 0x7F);
            case "blank" -> range('\t', '\t').or(range(' ', ' '));
            case "cntrl" -> range(0, 0x1F).or(range(0x7F, 0x7F));
            case "digit" -> DIGITS;
            case "graph" -> range('!', '~');
            case "lower" -> range('a', 'z');
            case "print" -> range(' ', '~');
            case "punct" -> range('!', '~').without(LETTERS.or(DIGITS));
            case "space" -> range('\t', '\r').or(range(' ', ' '));
            case "upper" -> range('A', 'Z');
            case "word" -> LETTERS.or(DIGITS).or(range('_', '_'));
            case "xdigit" -> DIGITS.or(range('A', 'F')).or(range('a', 'f'));
            default -> null;
        };
    }

    private LetterSet without(LetterSet other) {
        return complement().or(other).complement();
    }

    LetterSet or(LetterSet other) {
        return union(List.of(this, other));
    }

    static LetterSet union(List<LetterSet> sets) {
        int ranges = sets.stream().mapToInt(set -> set.bounds.length / 2).sum();
        long[] all = new long[ranges];
        int next = 0;
        for (LetterSet set : sets) {
            for (int i = 0; i < set.bounds.length; i += 2) {
                all[next++] = (long) set.bounds[i] << 32 | set.bounds[i + 1];
            }
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
        int[] rest = new int[bounds.length + 2];
        int length = 0;
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                rest[length++] = next;
                rest[length++] = bounds[i] - 1;
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= LAST) {
            rest[length++] = next;
            rest[length++] = LAST;
        }
        return new LetterSet(Arrays.copyOf(rest, length));
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
