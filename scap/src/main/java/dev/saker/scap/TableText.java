// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.nio.charset.StandardCharsets;

/**
 * A text of lines whose fields are separated by tabs, read from its beginning on. Every command
 * that looks at an event reads such a text first, when Java has compiled nothing yet: so without
 * regular expressions, streams and copies.
 */
final class TableText {
    private final byte[] text;
    private final int from;
    private final int limit;

    /** Where the line at hand begins and ends, without its end. */
    private int begin;

    private int end = -1;

    /** Where its next field begins. */
    private int at;

    TableText(byte[] text) {
        this(text, 0, text.length);
    }

    private TableText(byte[] text, int from, int limit) {
        this.text = text;
        this.from = from;
        this.limit = limit;
        this.begin = from;
        this.end = from - 1;
    }

    /** Goes on to the next line; false if there is none. */
    boolean nextLine() {
        if (end + 1 >= limit) {
            return false;
        }
        begin = end + 1;
        end = begin;
        while (end < limit && text[end] != '\n') {
            end++;
        }
        at = begin;
        return true;
    }

    /** Whether the line at hand begins with this letter. */
    boolean startsWith(char letter) {
        return begin < end && text[begin] == letter;
    }

    /** Whether there is a line behind the one at hand that begins with this letter. */
    boolean isNextLineOf(char letter) {
        return end + 1 < limit && text[end + 1] == letter;
    }

    /** Whether the line has another field. */
    boolean hasField() {
        return at < end;
    }

    /** The next field of the line. */
    String field() {
        int first = at;
        while (at < end && text[at] != '\t') {
            at++;
        }
        String field = new String(text, first, at - first, StandardCharsets.UTF_8);
        at++;
        return field;
    }

    /** The line at hand as a whole. */
    String line() {
        return new String(text, begin, end - begin, StandardCharsets.UTF_8);
    }

    /** Passes by a tab at the line's beginning. */
    void skipIndent() {
        at = begin + 1;
    }

    /** Goes on to the last of the indented lines that follow; they are what is returned. */
    TableText skipBlock() {
        int first = Math.min(end + 1, limit);
        while (isNextLineOf('\t')) {
            nextLine();
        }
        return new TableText(text, first, Math.min(end + 1, limit));
    }

    /** The same text from its beginning on. */
    TableText again() {
        return new TableText(text, from, limit);
    }
}
