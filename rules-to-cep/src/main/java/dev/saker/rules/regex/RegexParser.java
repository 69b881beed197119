// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads regular expressions that RE2 accepts, with {@code ^} and {@code $} for the ends of lines.
 * What it does not know, or knows to be wrong, it gives up: {@link Unsupported}.
 */
final class RegexParser {
    private static final int DEEPEST = 100;
    private static final int MOST_REPEATS = 1000;

    /** Says that an expression is left to another engine. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        Unsupported(String what) {
            super(what, null, false, false);
        }
    }

    private final String pattern;
    private int at;
    private int depth;

    // Flags of the group at hand.
    private boolean ignoresCase;
    private boolean multiLine = true;
    private boolean dotIsAll;

    private RegexParser(String pattern) {
        this.pattern = pattern;
    }

    static RegexNode parse(String pattern) throws Unsupported {
        RegexParser parser = new RegexParser(pattern);
        RegexNode node = parser.choice();
        if (parser.at < pattern.length()) {
            throw new Unsupported("unmatched parenthesis");
        }
        return node;
    }

    private boolean isAt(char letter) {
        return at < pattern.length() && pattern.charAt(at) == letter;
    }

    private boolean isAt(String text) {
        return pattern.startsWith(text, at);
    }

    private RegexNode choice() throws Unsupported {
        List<RegexNode> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (isAt('|')) {
            at++;
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new RegexNode.Choice(alternatives);
    }

    private RegexNode sequence() throws Unsupported {
        List<RegexNode> parts = new ArrayList<>();
        while (at < pattern.length() && !isAt('|') && !isAt(')')) {
            parts.add(repeated(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Sequence(parts);
    }

    private RegexNode repeated(RegexNode what) throws Unsupported {
        RegexNode node = what;
        for (boolean again = false; ; again = true) {
            int[] times = times();
            if (times == null) {
                return node;
            }
            if (again) {
                throw new Unsupported("repetition of a repetition");
            }
            if (isAt('?')) {
                at++;
            }
            node = new RegexNode.Repeat(node, times[0], times[1]);
        }
    }

    /** How often what was read before is to come; null, with nothing read, if nothing says. */
    private int[] times() throws Unsupported {
        if (at == pattern.length()) {
            return null;
        }
        return switch (pattern.charAt(at)) {
            case '*' -> times(0, RegexNode.Repeat.WITHOUT_END);
            case '+' -> times(1, RegexNode.Repeat.WITHOUT_END);
            case '?' -> times(0, 1);
            case '{' -> counted();
            default -> null;
        };
    }

    private int[] times(int least, int most) {
        at++;
        return new int[] {least, most};
    }

    /** A brace that does not hold one or two numbers stands for itself. */
    private int[] counted() throws Unsupported {
        int end = pattern.indexOf('}', at);
        String inside = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!inside.matches("[0-9]+(,[0-9]*)?")) {
            return null;
        }
        String[] numbers = inside.split(",", -1);
        if (inside.length() > 9) {
            throw new Unsupported("long numbers");
        }
        int least = Integer.parseInt(numbers[0]);
        int most = least;
        if (numbers.length == 2) {
            boolean open = numbers[1].isEmpty();
            most = open ? RegexNode.Repeat.WITHOUT_END : Integer.parseInt(numbers[1]);
        }
        if (Math.max(least, most) > MOST_REPEATS
                || most != RegexNode.Repeat.WITHOUT_END && most < least) {
            throw new Unsupported("repeated " + inside + " times");
        }
        at = end + 1;
        return new int[] {least, most};
    }

    private RegexNode atom() throws Unsupported {
        char letter = pattern.charAt(at);
        switch (letter) {
            case '(' -> {
                return group();
            }
            case '[' -> {
                return new RegexNode.Letter(new BracketReader(pattern).read());
            }
            case '.' -> {
                at++;
                return letters(dotIsAll ? LetterSet.ALL : LetterSet.NEWLINE.complement());
            }
            case '^' -> {
                at++;
                return place(
                        multiLine
                                ? RegexNode.Assertion.LINE_BEGIN
                                : RegexNode.Assertion.TEXT_BEGIN);
            }
            case '$' -> {
                at++;
                return place(
                        multiLine ? RegexNode.Assertion.LINE_END : RegexNode.Assertion.TEXT_END);
            }
            case '\\' -> {
                return escape();
            }
            case '*', '+', '?' -> throw new Unsupported("repetition of nothing");
            default -> {
                return literal();
            }
        }
    }

    private RegexNode literal() throws Unsupported {
        int letter = pattern.codePointAt(at);
        at += Character.charCount(letter);
        return folded(LetterSet.range(letter, letter));
    }

    private RegexNode folded(LetterSet set) throws Unsupported {
        if (ignoresCase && !set.canFold()) {
            throw new Unsupported("letters beyond ASCII in either case");
        }
        return letters(ignoresCase ? set.fold() : set);
    }

    private static RegexNode letters(LetterSet set) {
        return new RegexNode.Letter(set);
    }

    private static RegexNode place(RegexNode.Assertion assertion) {
        return new RegexNode.Place(assertion);
    }

    private RegexNode escape() throws Unsupported {
        RegexNode.Assertion assertion =
                switch (at + 1 < pattern.length() ? pattern.charAt(at + 1) : 0) {
                    case 'A' -> RegexNode.Assertion.TEXT_BEGIN;
                    case 'z' -> RegexNode.Assertion.TEXT_END;
                    case 'b' -> RegexNode.Assertion.WORD_EDGE;
                    case 'B' -> RegexNode.Assertion.NO_WORD_EDGE;
                    default -> null;
                };
        if (assertion != null) {
            at += 2;
            return place(assertion);
        }
        LetterEscape escape = LetterEscape.read(pattern, at);
        at = escape.end();
        return escape.isClass() ? letters(escape.set(ignoresCase)) : folded(escape.set(false));
    }

    private RegexNode group() throws Unsupported {
        if (++depth > DEEPEST) {
            throw new Unsupported("deeply nested");
        }
        boolean outerIgnoresCase = ignoresCase;
        boolean outerMultiLine = multiLine;
        boolean outerDotIsAll = dotIsAll;
        at++;
        if (isAt("?P<") || isAt("?<")) {
            skipName();
        } else if (isAt("?")) {
            at++;
            if (!opensAfterFlags()) {
                depth--;
                return RegexNode.EMPTY;
            }
        }
        RegexNode inside = choice();
        if (!isAt(')')) {
            throw new Unsupported("group without end");
        }
        at++;
        ignoresCase = outerIgnoresCase;
        multiLine = outerMultiLine;
        dotIsAll = outerDotIsAll;
        depth--;
        return inside;
    }

    private void skipName() throws Unsupported {
        int end = pattern.indexOf('>', at);
        if (end < 0 || isAt("?<=") || isAt("?<!")) {
            throw new Unsupported("name without end");
        }
        at = end + 1;
    }

    /** Reads flags; whether a group follows, and not only the rest of the one around. */
    private boolean opensAfterFlags() throws Unsupported {
        boolean on = true;
        while (at < pattern.length()) {
            switch (pattern.charAt(at++)) {
                case 'i' -> ignoresCase = on;
                case 'm' -> multiLine = on;
                case 's' -> dotIsAll = on;
                case 'U' -> {} // greed, which is of no interest
                case '-' -> on = false;
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                default -> throw new Unsupported("flag");
            }
        }
        throw new Unsupported("flags without end");
    }

    /** Sets of letters in brackets. */
    private final class BracketReader {
        private final String text;

        BracketReader(String text) {
            this.text = text;
        }

        LetterSet read() throws Unsupported {
            at++;
            boolean negated = isAt('^');
            at += negated ? 1 : 0;
            LetterSet plain = LetterSet.NONE;
            LetterSet classes = LetterSet.NONE;
            for (boolean first = true; first || !isAt(']'); first = false) {
                if (at >= text.length()) {
                    throw new Unsupported("bracket without end");
                }
                LetterSet named = named();
                if (named == null) {
                    plain = plain.or(range());
                } else {
                    classes = classes.or(named);
                }
            }
            at++;
            if (ignoresCase && !plain.canFold()) {
                throw new Unsupported("letters beyond ASCII in either case");
            }
            LetterSet set = classes.or(ignoresCase ? plain.fold() : plain);
            return negated ? set.complement() : set;
        }

        /** A class such as digits; null, with nothing read, if there is none. */
        private LetterSet named() throws Unsupported {
            if (isAt("[:")) {
                int end = text.indexOf(":]", at + 2);
                if (end >= 0) {
                    LetterSet set = LetterEscape.posix(text.substring(at + 2, end), ignoresCase);
                    at = end + 2;
                    return set;
                }
            }
            if (!isAt('\\')) {
                return null;
            }
            LetterEscape escape = LetterEscape.read(text, at);
            if (!escape.isClass()) {
                return null;
            }
            at = escape.end();
            return escape.set(ignoresCase);
        }

        private LetterSet range() throws Unsupported {
            int first = letter();
            boolean isRange = isAt('-') && at + 1 < text.length() && text.charAt(at + 1) != ']';
            if (!isRange) {
                return LetterSet.range(first, first);
            }
            at++;
            int last = letter();
            if (last < first) {
                throw new Unsupported("range that ends before it begins");
            }
            return LetterSet.range(first, last);
        }

        private int letter() throws Unsupported {
            if (isAt('\\')) {
                LetterEscape escape = LetterEscape.read(text, at);
                if (escape.isClass()) {
                    throw new Unsupported("class in a range");
                }
                at = escape.end();
                return escape.letter();
            }
            if (at >= text.length()) {
                throw new Unsupported("bracket without end");
            }
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            return letter;
        }
    }
}
