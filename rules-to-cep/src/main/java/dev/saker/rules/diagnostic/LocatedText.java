// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text put together from pieces of files that still knows where each character came from. A
 * condition is such a text: appends, exceptions and lists leave traces of several places in it.
 */
public final class LocatedText {

    private final String text;
    private final int[] starts;
    private final int[] originStarts;
    private final TextOrigin[] origins;

    private LocatedText(String text, int[] starts, int[] originStarts, TextOrigin[] origins) {
        this.text = text;
        this.starts = starts;
        this.originStarts = originStarts;
        this.origins = origins;
    }

    public static LocatedText of(String text, TextOrigin origin) {
        return new LocatedText(text, new int[] {0}, new int[] {0}, new TextOrigin[] {origin});
    }

    public String text() {
        return text;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    /** Place of a stretch of the text; a stretch over several pieces ends with the first. */
    public SourceSpan span(int from, int to) {
        int start = Math.max(0, Math.min(from, text.length()));
        int piece = pieceAt(start);
        int pieceEnd = piece + 1 < starts.length ? starts[piece + 1] : text.length();
        int shift = originStarts[piece] - starts[piece];
        return origins[piece].span(start + shift, Math.max(start, Math.min(to, pieceEnd)) + shift);
    }

    public SourceSpan span() {
        return span(0, text.length());
    }

    /** Without blanks at either end. */
    public LocatedText trimmed() {
        int from = 0;
        int to = text.length();
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Builder().append(this, from, to).build();
    }

    /** This and another, with a blank between. */
    public LocatedText joinedWith(LocatedText other) {
        return new Builder()
                .append(this, 0, text.length())
                .append(" ", other.span())
                .append(other, 0, other.text.length())
                .build();
    }

    private int pieceAt(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Puts pieces together. */
    public static final class Builder {

        private final StringBuilder text = new StringBuilder();
        private final List<TextOrigin> origins = new ArrayList<>();
        private final List<int[]> starts = new ArrayList<>();

        public Builder append(LocatedText whole) {
            return append(whole, 0, whole.text.length());
        }

        public Builder append(LocatedText source, int from, int to) {
            int piece = source.pieceAt(from);
            int at = from;
            while (at < to) {
                boolean last = piece + 1 == source.starts.length;
                int end = last ? to : Math.min(to, source.starts[piece + 1]);
                int shift = source.originStarts[piece] - source.starts[piece];
                add(source.text, at, end, source.origins[piece], at + shift);
                at = end;
                piece++;
            }
            return this;
        }

        /** Text of our own that stands for something at {@code place}. */
        public Builder append(String own, SourceSpan place) {
            add(own, 0, own.length(), TextOrigin.fixed(place), 0);
            return this;
        }

        private void add(String from, int start, int end, TextOrigin origin, int originStart) {
            if (start == end) {
                return;
            }
            starts.add(new int[] {text.length(), originStart});
            origins.add(origin);
            text.append(from, start, end);
        }

        public LocatedText build() {
            if (origins.isEmpty()) {
                throw new IllegalStateException("text without a piece has no place");
            }
            int count = origins.size();
            int[] textStarts = new int[count];
            int[] originStarts = new int[count];
            for (int i = 0; i < count; i++) {
                textStarts[i] = starts.get(i)[0];
                originStarts[i] = starts.get(i)[1];
            }
            return new LocatedText(
                    text.toString(), textStarts, originStarts, origins.toArray(new TextOrigin[0]));
        }
    }
}
