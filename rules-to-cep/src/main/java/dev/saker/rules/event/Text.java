// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** Pieces of text within slices, and slices put together. */
final class Text {
    static final byte[] NOTHING = {};

    /** What stands for a text that is not there. */
    static final byte[] NOT_AVAILABLE = EventTypes.bytes("<NA>");

    private Text() {}

    static void append(Slice text, ByteSink sink) {
        sink.append(text.array(), text.offset(), text.length());
    }

    /** Ends the text before its first zero byte. */
    static void cutAtZero(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == 0) {
                text.set(text.array(), text.offset(), i);
                return;
            }
        }
    }

    /** Narrows the text to what follows a position, without the blanks at both ends of that. */
    static void trimFrom(int from, Slice text) {
        int start = from;
        int end = text.length();
        while (start < end && text.at(start) == ' ') {
            start++;
        }
        while (end > start && text.at(end - 1) == ' ') {
            end--;
        }
        text.set(text.array(), text.offset() + start, end - start);
    }

    static int lastIndexOf(Slice text, char letter) {
        int i = text.length() - 1;
        while (i >= 0 && text.at(i) != letter) {
            i--;
        }
        return i;
    }

    static boolean contains(Slice text, byte[] part) {
        for (int i = 0; i + part.length <= text.length(); i++) {
            if (startsWith(text, i, part)) {
                return true;
            }
        }
        return false;
    }

    static boolean startsWith(Slice text, int from, byte[] part) {
        if (text.length() - from < part.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (text.at(from + i) != part[i]) {
                return false;
            }
        }
        return true;
    }
}
