// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.List;

/** A parsed regular expression. What it captures is of no interest, nor is greed. */
sealed interface RegexNode {
    /** The empty text. */
    RegexNode EMPTY = new Sequence(List.of());

    /** One letter out of a set. */
    record Letter(LetterSet set) implements RegexNode {}

    /** Nothing, at a place of some kind. */
    record Place(Assertion assertion) implements RegexNode {}

    record Sequence(List<RegexNode> parts) implements RegexNode {}

    record Choice(List<RegexNode> alternatives) implements RegexNode {}

    /**
     * @param most how often at most; {@link #WITHOUT_END} for as often as it comes
     */
    record Repeat(RegexNode what, int least, int most) implements RegexNode {
        static final int WITHOUT_END = -1;
    }

    /** Kinds of places. */
    enum Assertion {
        TEXT_BEGIN,
        TEXT_END,
        LINE_BEGIN,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE
    }
}
