// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a regular expression as RE2 does in the mode in which Falco uses it: POSIX syntax, no
 * flags, {@code ^} and {@code $} for the ends of lines, a dot for everything but the end of a line.
 * A repetition may be repeated: {@code a+?} is {@code (a+)?} there.
 */
final class RegexParser {
    /** Groups in groups, and repetitions of repetitions: each is a method in a method here. */
    private static final int DEEPEST = 200;

    /** As in RE2, also of what repetitions in repetitions come to. */
    private static final int MOST_REPEATS = 1000;

    /** Where RE2 stops reading a number, and takes the brace for itself. */
    private static final int LONG_NUMBER = 100_000_000;

    private static final int NO_NUMBER = -1;

    private final PatternText text;
    private int depth;

    private RegexParser(String pattern) {
        text = new PatternText(pattern);
    }

    static RegexNode parse(String pattern) throws RegexProblem {
        RegexParser parser = new RegexParser(pattern);
        RegexNode node = parser.choice();
        if (!parser.text.atEnd()) {
            throw new RegexProblem("unexpected ): " + pattern);
        }
        return node;
    }

    private RegexNode choice() throws RegexProblem {
        List<RegexNode> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (text.isAt("|")) {
            text.skip(1);
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new RegexNode.Choice(alternatives);
    }

    private RegexNode sequence() throws RegexProblem {
        List<RegexNode> parts = new ArrayList<>();
        while (!text.atEnd() && !text.isAt("|") && !text.isAt(")")) {
            parts.add(repeated(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Sequence(parts);
    }

    private RegexNode repeated(RegexNode what) throws RegexProblem {
        RegexNode node = what;
        int levels = 0;
        int start = text.at();
        for (RegexNode.Times times = times(); times != null; times = times()) {
            if (++levels > DEEPEST) {
                throw tooDeep();
            }
            node = new RegexNode.Repeat(node, times);
            if (Math.max(times.least(), times.most()) > 1 && node.copies() > MOST_REPEATS) {
                throw badSize(text.from(start));
            }
            start = text.at();
        }
        return node;
    }

    /** How often what was read before is to come; null, with nothing read, if nothing says. */
    private RegexNode.Times times() throws RegexProblem {
        return switch (text.ahead(0)) {
            case '*' -> times(0, RegexNode.Times.WITHOUT_END);
            case '+' -> times(1, RegexNode.Times.WITHOUT_END);
            case '?' -> times(0, 1);
            case '{' -> counted();
            default -> null;
        };
    }

    private RegexNode.Times times(int least, int most) {
        text.skip(1);
        return new RegexNode.Times(least, most);
    }

    /** A brace that does not hold one or two numbers stands for itself. */
    private RegexNode.Times counted() throws RegexProblem {
        int start = text.at();
        text.skip(1);
        int least = number();
        int most = least;
        if (least != NO_NUMBER && text.isAt(",")) {
            text.skip(1);
            most = text.isAt("}") ? RegexNode.Times.WITHOUT_END : number();
        }
        if (least == NO_NUMBER || !text.isAt("}")) {
            text.skip(start - text.at());
            return null;
        }
        text.skip(1);
        boolean backwards = most != RegexNode.Times.WITHOUT_END && most < least;
        if (backwards || Math.max(least, most) > MOST_REPEATS) {
            throw badSize(text.from(start));
        }
        return new RegexNode.Times(least, most);
    }

    private int number() {
        boolean leadingZero = text.ahead(0) == '0' && isDigit(text.ahead(1));
        if (!isDigit(text.ahead(0)) || leadingZero) {
            return NO_NUMBER;
        }
        int number = 0;
        for (; isDigit(text.ahead(0)); text.skip(1)) {
            if (number >= LONG_NUMBER) {
                return NO_NUMBER;
            }
            number = number * 10 + text.ahead(0) - '0';
        }
        return number;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private RegexNode atom() throws RegexProblem {
        return switch (text.ahead(0)) {
            case '(' -> group();
            case '[' -> new RegexNode.Letter(new BracketReader(text).read());
            case '.' -> sign(new RegexNode.Letter(LetterSet.NEWLINE.complement()));
            case '^' -> sign(new RegexNode.Place(RegexNode.Assertion.LINE_BEGIN));
            case '$' -> sign(new RegexNode.Place(RegexNode.Assertion.LINE_END));
            case '\\' -> one(text.escape());
            case '*', '+', '?' -> throw nothingToRepeat(1);
            case '{' -> brace();
            default -> one(text.letter());
        };
    }

    private RegexNode sign(RegexNode node) {
        text.skip(1);
        return node;
    }

    private static RegexNode one(int letter) {
        return new RegexNode.Letter(LetterSet.range(letter, letter));
    }

    private RegexNode brace() throws RegexProblem {
        int start = text.at();
        if (counted() != null) {
            int length = text.at() - start;
            text.skip(-length);
            throw nothingToRepeat(length);
        }
        return one(text.letter());
    }

    private RegexProblem nothingToRepeat(int length) {
        int start = text.at();
        boolean perl = text.isAt("?") && start > 0 && text.ahead(-1) == '(';
        text.skip(length);
        String hint = perl ? " (groups with a question mark are not part of POSIX syntax)" : "";
        String operator = text.from(start);
        return new RegexProblem("no argument for repetition operator: " + operator + hint);
    }

    private static RegexProblem badSize(String repetition) {
        return new RegexProblem("invalid repetition size: " + repetition);
    }

    private static RegexProblem tooDeep() {
        return new RegexProblem("nested more than " + DEEPEST + " levels deep");
    }

    private RegexNode group() throws RegexProblem {
        if (++depth > DEEPEST) {
            throw tooDeep();
        }
        text.skip(1);
        RegexNode inside = choice();
        if (text.atEnd()) {
            throw new RegexProblem("missing ): " + text);
        }
        text.skip(1);
        depth--;
        return inside;
    }
}
