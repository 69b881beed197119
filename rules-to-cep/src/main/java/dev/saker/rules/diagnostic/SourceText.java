// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.Arrays;
import java.util.Objects;

/** A file's text with the places of its lines: turns offsets into spans and spans into lines. */
public final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    public SourceText(String name, String text) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.text = Objects.requireNonNull(text, "text is null");
        this.lineStarts = lineStarts(text);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** From one offset to another, both held into the text. */
    public SourceSpan span(int from, int to) {
        int start = Math.max(0, Math.min(from, text.length()));
        int end = Math.max(start, Math.min(to, text.length()));
        int line = lineIndex(start);
        return new SourceSpan(name, line + 1, start - lineStarts[line] + 1, start, end - start);
    }

    /** Text of a line, from 1, without its end. */
    public String line(int number) {
        int start = lineStarts[number - 1];
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    private int lineIndex(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (!endsLine(text, i)) {
                continue;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    /** A carriage return ends a line unless it is half of a CR LF pair. */
    private static boolean endsLine(String text, int at) {
        char c = text.charAt(at);
        if (c == '\r') {
            return at + 1 == text.length() || text.charAt(at + 1) != '\n';
        }
        return c == '\n';
    }
}
