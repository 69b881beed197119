// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Text put together from pieces of files that still knows where each character came from. A
 * condition is such a text: appends, exceptions and lists leave traces of several places in it.
 */
public final class LocatedText {

    private static final int[] ZERO = {0};

    /** The pieces, or nothing as long as this is {@link #left} and {@link #right} put together. */
    private Pieces pieces;

    private LocatedText left;
    private LocatedText right;

    private record Pieces(String text, int[] starts, int[] originStarts, TextOrigin[] origins) {}

    private LocatedText(Pieces pieces) {
        this.pieces = pieces;
    }

    private LocatedText(LocatedText left, LocatedText right) {
        this.left = left;
        this.right = right;
    }

    public static LocatedText of(String text, TextOrigin origin) {
        return new LocatedText(new Pieces(text, ZERO, ZERO, new TextOrigin[] {origin}));
    }

    public String text() {
        return pieces().text;
    }

    /** A text that is appended to a thousand times is put together once, when it is asked for. */
    private synchronized Pieces pieces() {
        if (pieces == null) {
            Deque<LocatedText> parts = new ArrayDeque<>();
            LocatedText first = this;
            while (first.isJoined()) {
                parts.push(first.right);
                first = first.left;
            }
            Builder builder = new Builder().append(first);
            for (LocatedText part : parts) {
                builder.append(" ", part).append(part);
            }
            pieces = builder.pieces();
            left = null;
            right = null;
        }
        return pieces;
    }

    private synchronized boolean isJoined() {
        return pieces == null;
    }

    public boolean isBlank() {
        return text().isBlank();
    }

    /** Place of a stretch of the text; a stretch over several pieces ends with the first. */
    public SourceSpan span(int from, int to) {
        Pieces all = pieces();
        int start = Math.max(0, Math.min(from, all.text.length()));
        int piece = pieceAt(all, start);
        int pieceEnd = piece + 1 < all.starts.length ? all.starts[piece + 1] : all.text.length();
        int shift = all.originStarts[piece] - all.starts[piece];
        return all.origins[piece].span(
                start + shift, Math.max(start, Math.min(to, pieceEnd)) + shift);
    }

    public SourceSpan span() {
        return span(0, text().length());
    }

    /** Without blanks at either end; where there is nothing else, an empty text at the place. */
    public LocatedText trimmed() {
        String text = text();
        int from = 0;
        int to = text.length();
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return from == to
                ? of("", TextOrigin.fixed(span()))
                : new Builder().append(this, from, to).build();
    }

    /** This and another, with a blank between. */
    public LocatedText joinedWith(LocatedText other) {
        return new LocatedText(this, other);
    }

    private static int pieceAt(Pieces pieces, int offset) {
        int found = Arrays.binarySearch(pieces.starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public String toString() {
        return text();
    }

    /** Puts pieces together. */
    public static final class Builder {

        private final StringBuilder text = new StringBuilder();
        private final List<TextOrigin> origins = new ArrayList<>();
        private int[] starts = new int[8];
        private int[] originStarts = new int[8];

        public Builder append(LocatedText whole) {
            return append(whole, 0, whole.text().length());
        }

        public Builder append(LocatedText source, int from, int to) {
            Pieces all = source.pieces();
            int piece = pieceAt(all, from);
            int at = from;
            while (at < to) {
                boolean last = piece + 1 == all.starts.length;
                int end = last ? to : Math.min(to, all.starts[piece + 1]);
                int shift = all.originStarts[piece] - all.starts[piece];
                add(all.text, at, end, all.origins[piece], at + shift);
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

        /** Text of our own that stands where another does. */
        public Builder append(String own, LocatedText place) {
            add(own, 0, own.length(), (from, to) -> place.span(), 0);
            return this;
        }

        private void add(String from, int start, int end, TextOrigin origin, int originStart) {
            if (start == end) {
                return;
            }
            int count = origins.size();
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                originStarts = Arrays.copyOf(originStarts, count * 2);
            }
            starts[count] = text.length();
            originStarts[count] = originStart;
            origins.add(origin);
            text.append(from, start, end);
        }

        public LocatedText build() {
            if (origins.isEmpty()) {
                throw new IllegalStateException("text without a piece has no place");
            }
            return new LocatedText(pieces());
        }

        private Pieces pieces() {
            int count = origins.size();
            return new Pieces(
                    text.toString(),
                    Arrays.copyOf(starts, count),
                    Arrays.copyOf(originStarts, count),
                    origins.toArray(new TextOrigin[0]));
        }
    }
}
