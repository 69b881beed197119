// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.util.Arrays;

/** Comparisons of text that never becomes a String. Case is ASCII's, as in Falco. */
final class ByteText {
    private ByteText() {}

    static boolean startsWith(Slice text, Slice prefix) {
        return text.length() >= prefix.length() && isAt(text.offset(), text.array(), prefix);
    }

    static boolean endsWith(Slice text, Slice suffix) {
        int start = text.offset() + text.length() - suffix.length();
        return text.length() >= suffix.length() && isAt(start, text.array(), suffix);
    }

    static boolean contains(Slice text, Slice part) {
        if (part.length() == 0) {
            return true;
        }
        byte[] array = text.array();
        int last = text.offset() + text.length() - part.length();
        byte first = part.at(0);
        for (int i = text.offset(); i <= last; i++) {
            if (array[i] == first && isAt(i, array, part)) {
                return true;
            }
        }
        return false;
    }

    static boolean containsIgnoringCase(Slice text, Slice part) {
        int last = text.length() - part.length();
        for (int i = 0; i <= last; i++) {
            if (isAtIgnoringCase(i, text, part)) {
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

    private static boolean isAt(int start, byte[] array, Slice part) {
        return Arrays.equals(
                array,
                start,
                start + part.length(),
                part.array(),
                part.offset(),
                part.offset() + part.length());
    }

    private static boolean isAtIgnoringCase(int start, Slice text, Slice part) {
        for (int i = 0; i < part.length(); i++) {
            if (lower(text.at(start + i)) != lower(part.at(i))) {
                return false;
            }
        }
        return true;
    }
}
