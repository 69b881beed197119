// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;

/**
 * {@code getopt(arguments, "ab:")}: the short options of a command line with their values, as
 * getopt(3) would find them, or with {@code [b]} the last value of that option. Options end at
 * {@code --} and at the first word that is none; long ones are passed over.
 */
final class CommandOptions extends Transformed {
    private static final byte[] UNKNOWN_OPTION = {'?'};
    private static final byte[] NOTHING = {};
    private static final byte DASH = '-';
    private static final byte COLON = ':';

    private final int wanted;
    private final boolean[] known = new boolean[256];
    private final boolean[] takesValue = new boolean[256];

    CommandOptions(ValueSource arguments, ValueSource optionText, String wanted) {
        super(arguments, optionText);
        byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
        this.wanted = bytes.length == 0 ? -1 : bytes[0] & 0xff;
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        Value words = argument(0, event);
        readOptions(argument(1, event).bytes());
        if (wanted < 0) {
            result.beginList();
        } else {
            result.setNull();
        }
        for (int i = 0; i < words.size() && isOptions(words.element(i).bytes()); i++) {
            if (!isLong(words.element(i).bytes())) {
                i = readWord(words, i, result);
            }
        }
    }

    private void readOptions(Slice text) {
        for (int i = 0; i < known.length; i++) {
            known[i] = false;
            takesValue[i] = false;
        }
        for (int i = 0; i < text.length(); i++) {
            int option = text.at(i) & 0xff;
            if (option != COLON) {
                known[option] = true;
                takesValue[option] = i + 1 < text.length() && text.at(i + 1) == COLON;
            }
        }
    }

    private static boolean isOptions(Slice word) {
        boolean end = word.length() == 2 && word.at(1) == DASH;
        return word.length() > 1 && word.at(0) == DASH && !end;
    }

    private static boolean isLong(Slice word) {
        return word.length() > 2 && word.at(1) == DASH;
    }

    /** Reads one word of options; returns the index of the last word that was used up. */
    private int readWord(Value words, int index, Value result) {
        Slice word = words.element(index).bytes();
        for (int i = 1; i < word.length(); i++) {
            int option = word.at(i) & 0xff;
            if (!known[option]) {
                addUnknown(result);
            } else if (takesValue[option]) {
                return readValue(words, index, i, result);
            } else {
                addOption(word, i, result);
            }
        }
        return index;
    }

    /** The value is the rest of the word, or the next word. */
    private int readValue(Value words, int index, int at, Value result) {
        Slice word = words.element(index).bytes();
        int option = word.at(at) & 0xff;
        if (at + 1 < word.length()) {
            addValue(word, at, word, at + 1, result);
            return index;
        }
        if (index + 1 < words.size()) {
            addValue(word, at, words.element(index + 1).bytes(), 0, result);
            return index + 1;
        }
        if (wanted < 0) {
            result.addElement().setBytes(NOTHING);
        } else if (wanted == option) {
            result.setBytes(NOTHING);
        }
        return index;
    }

    private void addUnknown(Value result) {
        if (wanted < 0) {
            result.addElement().setBytes(UNKNOWN_OPTION);
        }
    }

    private void addOption(Slice word, int at, Value result) {
        if (wanted < 0) {
            result.addElement().setBytes(word.array(), word.offset() + at, 1);
        } else if (wanted == (word.at(at) & 0xff)) {
            result.setBytes(word.array(), word.offset() + at, 1);
        }
    }

    private void addValue(Slice word, int at, Slice value, int from, Value result) {
        int length = value.length() - from;
        if (wanted < 0) {
            addOption(word, at, result);
            result.addElement().setBytes(value.array(), value.offset() + from, length);
        } else if (wanted == (word.at(at) & 0xff)) {
            result.setBytes(value.array(), value.offset() + from, length);
        }
    }
}
