// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be made of a condition that {@link Parser} refuses: the checks that are sound by
 * themselves, and further mistakes. Between two words {@code and}, {@code or} there is one check;
 * parentheses are passed over, for the first mistake may be one of them.
 *
 * @param checks that can be read, macros' names among them
 * @param further mistakes behind the first one's check
 */
public record Recovery(List<Expression> checks, List<SyntaxProblem> further) {

    /** Who has made so many mistakes has made another kind of mistake. */
    private static final int MOST_MISTAKES = 20;

    private static final List<String> JOINTS = List.of("and", "or", "not");

    public Recovery {
        checks = List.copyOf(checks);
        further = List.copyOf(further);
    }

    /**
     * @param first why the condition is refused
     */
    public static Recovery of(LocatedText text, SyntaxProblem first) {
        return new Walk(text, first.offset()).run();
    }

    /** One walk over a text. */
    private static final class Walk {
        private final LocatedText located;
        private final String text;
        private final int first;
        private final List<Expression> checks = new ArrayList<>();
        private final List<SyntaxProblem> further = new ArrayList<>();
        private int at;

        Walk(LocatedText located, int first) {
            this.located = located;
            this.text = located.text();
            this.first = first;
        }

        Recovery run() {
            skipJoints();
            while (at < text.length() && further.size() < MOST_MISTAKES) {
                check();
                skipJoints();
            }
            return new Recovery(checks, further);
        }

        /** One check; behind it, or behind what is none, stands a joint or the end. */
        private void check() {
            int from = at;
            try {
                Parser.Checked checked = Parser.parseCheckAt(located, at);
                at = checked.end();
                if (isAtJoint()) {
                    checks.add(checked.check());
                    return;
                }
                mistake(from, checked.afterwards());
            } catch (SyntaxProblem problem) {
                mistake(from, problem);
            }
        }

        /** The first one has been told; it is somewhere in its check. */
        private void mistake(int from, SyntaxProblem problem) {
            int reached = Math.max(at, problem.offset());
            at = from; // what is reached may lie within quotes
            toNextJoint(reached);
            if (from > first) {
                further.add(problem);
            }
        }

        private boolean isAtJoint() {
            int next = at;
            while (next < text.length() && isBetween(text.charAt(next))) {
                next++;
            }
            return next == text.length() || (next > at && isWordAt(next));
        }

        /** To a word that joins, outside quotes, behind what is reached; else to the end. */
        private void toNextJoint(int reached) {
            while (at < text.length()) {
                char c = text.charAt(at);
                boolean begins = at == 0 || isBetween(text.charAt(at - 1));
                if (c == '"' || c == '\'') {
                    at = behindQuote(c);
                } else if (at >= reached && begins && isWordAt(at)) {
                    return;
                } else {
                    at++;
                }
            }
        }

        /** Behind the quote that closes; the end of the text if none does. */
        private int behindQuote(char quote) {
            int close = text.indexOf(quote, at + 1);
            while (close > 0 && text.charAt(close - 1) == '\\') {
                close = text.indexOf(quote, close + 1);
            }
            return close < 0 ? text.length() : close + 1;
        }

        private void skipJoints() {
            boolean moved = true;
            while (moved) {
                int from = at;
                while (at < text.length() && isBetween(text.charAt(at))) {
                    at++;
                }
                at += isWordAt(at) ? wordAt(at).length() : 0;
                moved = at > from;
            }
        }

        private boolean isWordAt(int from) {
            return !wordAt(from).isEmpty();
        }

        private String wordAt(int from) {
            for (String joint : JOINTS) {
                int end = from + joint.length();
                boolean whole = end >= text.length() || isBetween(text.charAt(end));
                if (whole && text.startsWith(joint, from)) {
                    return joint;
                }
            }
            return "";
        }

        private static boolean isBetween(char c) {
            return Scanner.isBlank(c) || c == '(' || c == ')';
        }
    }
}
