// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.util.Arrays;

/** Comparisons of text that never becomes a String. Case is ASCII's, as in Falco. */
final class ByteText {
    private ByteText() {}

    static boolean equal(Slice text, byte[] other) {
        return text.length() == other.length && startsWith(text, other);
    }

    static boolean startsWith(Slice text, byte[] prefix) {
        int start = text.offset();
        return text.length() >= prefix.length
                && Arrays.equals(
                        text.array(), start, start + prefix.length, prefix, 0, prefix.length);
    }

    static boolean endsWith(Slice text, byte[] suffix) {
        int end = text.offset() + text.length();
        return text.length() >= suffix.length
                && Arrays.equals(text.array(), end - suffix.length, end, suffix, 0, suffix.length);
    }

    static boolean contains(Slice text, byte[] part) {
        if (part.length == 0) {
            return true;
        }
        byte[] array = text.array();
        int last = text.offset() + text.length() - part.length;
        byte first = part[0];
        for (int i = text.offset(); i <= last; i++) {
            if (array[i] == first
                    && Arrays.equals(array, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** The part has to be in lower case already. */
    static boolean containsIgnoringCase(Slice text, byte[] lowerPart) {
        int last = text.offset() + text.length() - lowerPart.length;
        for (int i = text.offset(); i <= last; i++) {
            if (equalIgnoringCase(text.array(), i, lowerPart)) {
                return true;
            }
        }
        return false;
    }

    static int compare(Slice left, Slice right) {
        return Arrays.compareUnsigned(
                left.array(),
                left.offset(),
                left.offset() + left.length(),
                right.array(),
                right.offset(),
                right.offset() + right.length());
    }

    static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
    }

    static byte upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
    }

    static byte[] lower(byte[] text) {
        byte[] lower = text.clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = lower(lower[i]);
        }
        return lower;
    }

    private static boolean equalIgnoringCase(byte[] array, int at, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            if (lower(array[at + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }
}
