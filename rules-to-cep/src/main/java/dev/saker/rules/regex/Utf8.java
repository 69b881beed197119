// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

/**
 * Code points of UTF-8. Bytes that are none become the replacement character, as many of them as
 * Falco puts: one for as much as can begin a code point. ({@code new String(bytes, UTF_8)} puts one
 * for all three bytes of a surrogate, which begin none.)
 */
final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int LENGTH_SHIFT = 21;
    private static final int LETTER_MASK = (1 << LENGTH_SHIFT) - 1;

    private Utf8() {}

    /** What stands at a byte that is not ASCII: to be taken apart by the two methods below. */
    static int decode(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return isTail(bytes, at + 1, end)
                    ? packed((first & 0x1F) << 6 | tail(bytes, at + 1), 2)
                    : packed(REPLACEMENT, 1);
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return three(bytes, at, end, first);
        }
        return first >= 0xF0 && first <= 0xF4
                ? four(bytes, at, end, first)
                : packed(REPLACEMENT, 1);
    }

    static int letter(int decoded) {
        return decoded & LETTER_MASK;
    }

    static int length(int decoded) {
        return decoded >>> LENGTH_SHIFT;
    }

    private static int three(byte[] bytes, int at, int end, int first) {
        int next = at + 1 < end ? bytes[at + 1] & 0xFF : 0;
        boolean second =
                isTail(bytes, at + 1, end)
                        && (first != 0xE0 || next >= 0xA0)
                        && (first != 0xED || next <= 0x9F);
        if (!second) {
            return packed(REPLACEMENT, 1);
        }
        if (!isTail(bytes, at + 2, end)) {
            return packed(REPLACEMENT, 2);
        }
        return packed((first & 0xF) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2), 3);
    }

    private static int four(byte[] bytes, int at, int end, int first) {
        int next = at + 1 < end ? bytes[at + 1] & 0xFF : 0;
        boolean second =
                isTail(bytes, at + 1, end)
                        && (first != 0xF0 || next >= 0x90)
                        && (first != 0xF4 || next <= 0x8F);
        if (!second) {
            return packed(REPLACEMENT, 1);
        }
        if (!isTail(bytes, at + 2, end)) {
            return packed(REPLACEMENT, 2);
        }
        if (!isTail(bytes, at + 3, end)) {
            return packed(REPLACEMENT, 3);
        }
        int high = (first & 7) << 18 | tail(bytes, at + 1) << 12;
        return packed(high | tail(bytes, at + 2) << 6 | tail(bytes, at + 3), 4);
    }

    private static boolean isTail(byte[] bytes, int at, int end) {
        return at < end && (bytes[at] & 0xC0) == 0x80;
    }

    private static int tail(byte[] bytes, int at) {
        return bytes[at] & 0x3F;
    }

    private static int packed(int letter, int length) {
        return length << LENGTH_SHIFT | letter;
    }
}
