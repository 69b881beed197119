// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import java.util.Arrays;

/** Decodes base64 with or without its padding. */
final class Base64Text {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] SIXES = sixes();
    private static final int MOST_PADDING = 2;

    private Base64Text() {}

    /** Appends the decoded bytes; false, with anything appended, if the text is no base64. */
    static boolean append(Slice text, ByteSink out) {
        int length = unpadded(text);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < length; i++) {
            int six = SIXES[text.at(i) & 0xff];
            if (six < 0) {
                return false;
            }
            bits = bits << 6 | six;
            held += 6;
            if (held >= 8) {
                held -= 8;
                out.append((byte) (bits >> held));
            }
        }
        return length % 4 != 1;
    }

    private static int unpadded(Slice text) {
        int length = text.length();
        int least = Math.max(0, length - MOST_PADDING);
        while (length > least && text.at(length - 1) == '=') {
            length--;
        }
        return length;
    }

    private static byte[] sixes() {
        byte[] sixes = new byte[256];
        Arrays.fill(sixes, (byte) -1);
        for (int i = 0; i < LETTERS.length(); i++) {
            sixes[LETTERS.charAt(i)] = (byte) i;
        }
        return sixes;
    }
}
