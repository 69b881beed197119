// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.diagnostic.SourceText;
import dev.saker.rules.diagnostic.TextOrigin;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds the characters of a scalar's value in the file. Folding, indentation and escapes change
 * blanks and little else, so value and file are walked side by side; and only when somebody asks.
 */
final class ScalarOrigin implements TextOrigin {

    private final SourceText source;
    private final String value;
    private final ScalarStyle style;
    private final int from;
    private final int to;
    private int[] places;

    /**
     * @param from offset of the scalar's first character in the file, quote or block mark included
     * @param to offset behind its last
     */
    ScalarOrigin(SourceText source, String value, ScalarStyle style, int from, int to) {
        this.source = source;
        this.value = value;
        this.style = style;
        this.from = from;
        this.to = to;
    }

    @Override
    public SourceSpan span(int start, int end) {
        if (places == null) {
            places = align();
        }
        int first = place(start);
        int last = end > start ? place(end - 1) + 1 : first;
        return source.span(first, Math.max(first, last));
    }

    private int place(int at) {
        if (places.length == 0) {
            return from;
        }
        return at < places.length ? places[at] : places[places.length - 1] + 1;
    }

    private int[] align() {
        String text = source.text();
        int[] aligned = new int[value.length()];
        int at = contentStart(text);
        for (int i = 0; i < aligned.length; i++) {
            char wanted = value.charAt(i);
            at = isBlank(wanted) ? at : skipFill(text, at);
            aligned[i] = Math.min(at, to);
            at = behind(text, at, wanted);
        }
        return aligned;
    }

    private int contentStart(String text) {
        return switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> from + 1;
            case LITERAL, FOLDED -> behindLine(text, from);
            case PLAIN, JSON_SCALAR_STYLE -> from;
        };
    }

    private int behindLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 || end >= to ? at : end + 1;
    }

    /** Over what the value does not show: indentation, folded line ends, escaped line ends. */
    private int skipFill(String text, int start) {
        int at = start;
        while (at < to && (isBlank(text.charAt(at)) || isEscapedLineEnd(text, at))) {
            at++;
        }
        return at;
    }

    private boolean isEscapedLineEnd(String text, int at) {
        return style == ScalarStyle.DOUBLE_QUOTED
                && text.charAt(at) == '\\'
                && at + 1 < to
                && (text.charAt(at + 1) == '\n' || text.charAt(at + 1) == '\r');
    }

    /** Offset after the character at {@code at}, which stands for {@code wanted}. */
    private int behind(String text, int at, char wanted) {
        if (at >= to) {
            return at;
        }
        char seen = text.charAt(at);
        if (style == ScalarStyle.DOUBLE_QUOTED && seen == '\\') {
            return at + escapeLength(text, at);
        }
        if (style == ScalarStyle.SINGLE_QUOTED && seen == '\'' && wanted == '\'') {
            return at + 2;
        }
        return seen == wanted || !isBlank(wanted) ? at + 1 : at;
    }

    private int escapeLength(String text, int at) {
        if (at + 1 >= to) {
            return 1;
        }
        return switch (text.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
