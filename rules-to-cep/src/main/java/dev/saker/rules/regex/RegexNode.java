// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.List;

/** A parsed regular expression. What it captures is of no interest, nor is greed. */
sealed interface RegexNode {
    /** What repetitions in each other multiply to at most; no need to know more exactly. */
    int MANY_COPIES = 1_000_000;

    /** How often repetitions in each other put a letter at most, one without an end at least. */
    int copies();

    /** One letter out of a set. */
    record Letter(LetterSet set) implements RegexNode {
        @Override
        public int copies() {
            return 1;
        }
    }

    /** Nothing, at a place of some kind. */
    record Place(Assertion assertion) implements RegexNode {
        @Override
        public int copies() {
            return 1;
        }
    }

    record Sequence(List<RegexNode> parts) implements RegexNode {
        @Override
        public int copies() {
            return most(parts);
        }
    }

    record Choice(List<RegexNode> alternatives) implements RegexNode {
        @Override
        public int copies() {
            return most(alternatives);
        }
    }

    record Repeat(RegexNode what, Times times) implements RegexNode {
        @Override
        public int copies() {
            int here = Math.max(1, Math.max(times.least(), times.most()));
            return Math.min(MANY_COPIES, here * what.copies());
        }
    }

    /**
     * @param most how often at most; {@link #WITHOUT_END} for as often as it comes
     */
    record Times(int least, int most) {
        static final int WITHOUT_END = -1;
    }

    /** Kinds of places. */
    enum Assertion {
        LINE_BEGIN,
        LINE_END
    }

    private static int most(List<RegexNode> nodes) {
        int most = 1;
        for (RegexNode node : nodes) {
            most = Math.max(most, node.copies());
        }
        return most;
    }
}
