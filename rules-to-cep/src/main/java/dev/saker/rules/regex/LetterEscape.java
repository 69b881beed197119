// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import dev.saker.rules.regex.RegexParser.Unsupported;

/**
 * What a backslash and what follows it stand for: one letter, or a class of letters.
 *
 * @param letter the letter; of a class -1
 * @param base the class before it is negated; of a letter null
 * @param end where the pattern goes on
 */
record LetterEscape(int letter, LetterSet base, boolean negated, int end) {
    private static final int NO_LETTER = -1;

    static LetterEscape read(String pattern, int backslash) throws Unsupported {
        int at = backslash + 1;
        if (at >= pattern.length()) {
            throw new Unsupported("backslash at the end");
        }
        char sign = pattern.charAt(at);
        return switch (sign) {
            case 'd' -> ofClass(LetterSet.DIGITS, false, at);
            case 'D' -> ofClass(LetterSet.DIGITS, true, at);
            case 's' -> ofClass(LetterSet.SPACES, false, at);
            case 'S' -> ofClass(LetterSet.SPACES, true, at);
            case 'w' -> ofClass(LetterSet.WORDS, false, at);
            case 'W' -> ofClass(LetterSet.WORDS, true, at);
            case 'a' -> ofLetter(7, at + 1);
            case 'f' -> ofLetter('\f', at + 1);
            case 'n' -> ofLetter('\n', at + 1);
            case 'r' -> ofLetter('\r', at + 1);
            case 't' -> ofLetter('\t', at + 1);
            case 'v' -> ofLetter(11, at + 1);
            case 'x' -> hexadecimal(pattern, at + 1);
            default -> {
                if (sign >= 0x80 || Character.isLetterOrDigit(sign)) {
                    throw new Unsupported("escape");
                }
                yield ofLetter(sign, at + 1);
            }
        };
    }

    private static LetterEscape ofClass(LetterSet base, boolean negated, int at) {
        return new LetterEscape(NO_LETTER, base, negated, at + 1);
    }

    private static LetterEscape ofLetter(int letter, int end) {
        return new LetterEscape(letter, null, false, end);
    }

    private static LetterEscape hexadecimal(String pattern, int start) throws Unsupported {
        boolean braced = pattern.startsWith("{", start);
        int end = braced ? pattern.indexOf('}', start) : start + 2;
        if (end < 0 || end > pattern.length()) {
            throw new Unsupported("hexadecimal number");
        }
        String digits = pattern.substring(braced ? start + 1 : start, end);
        if (!digits.matches("[0-9A-Fa-f]{1,6}")) {
            throw new Unsupported("hexadecimal number");
        }
        int letter = Integer.parseInt(digits, 16);
        if (letter > LetterSet.LAST) {
            throw new Unsupported("hexadecimal number");
        }
        return ofLetter(letter, braced ? end + 1 : end);
    }

    boolean isClass() {
        return base != null;
    }

    LetterSet set(boolean ignoresCase) {
        if (!isClass()) {
            return LetterSet.range(letter, letter);
        }
        LetterSet set = ignoresCase ? base.fold() : base;
        return negated ? set.complement() : set;
    }

    /** A class by its name between colons, negated by a circumflex. */
    static LetterSet posix(String name, boolean ignoresCase) throws Unsupported {
        boolean negated = name.startsWith("^");
        LetterSet letters = LetterSet.range('A', 'Z').or(LetterSet.range('a', 'z'));
        LetterSet base =
                switch (negated ? name.substring(1) : name) {
                    case "alnum" -> letters.or(LetterSet.DIGITS);
                    case "alpha" -> letters;
                    case "ascii" -> LetterSet.range(0, 0x7F);
                    case "blank" -> LetterSet.range('\t', '\t').or(LetterSet.range(' ', ' '));
                    case "cntrl" -> LetterSet.range(0, 0x1F).or(LetterSet.range(0x7F, 0x7F));
                    case "digit" -> LetterSet.DIGITS;
                    case "graph" -> LetterSet.range('!', '~');
                    case "lower" -> LetterSet.range('a', 'z');
                    case "print" -> LetterSet.range(' ', '~');
                    case "punct" ->
                            LetterSet.range('!', '/')
                                    .or(LetterSet.range(':', '@'))
                                    .or(LetterSet.range('[', '`'))
                                    .or(LetterSet.range('{', '~'));
                    case "space" -> LetterSet.range('\t', '\r').or(LetterSet.range(' ', ' '));
                    case "upper" -> LetterSet.range('A', 'Z');
                    case "word" -> LetterSet.WORDS;
                    case "xdigit" ->
                            LetterSet.DIGITS
                                    .or(LetterSet.range('A', 'F'))
                                    .or(LetterSet.range('a', 'f'));
                    default -> throw new Unsupported("class " + name);
                };
        LetterSet set = ignoresCase ? base.fold() : base;
        return negated ? set.complement() : set;
    }
}
