// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

/** A regular expression that is being read, and where one is in it. */
final class PatternText {
    /** Escapes that Perl has and POSIX has not, and what says the same. */
    private static final String HINTS =
            "d[[:digit:]] D[^[:digit:]] s[[:space:]] S[^[:space:]] w[[:word:]] W[^[:word:]]";

    private final String text;
    private int at;

    PatternText(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean isAt(String part) {
        return text.startsWith(part, at);
    }

    /** The character so far ahead; NUL behind the end. */
    char ahead(int distance) {
        return at + distance < text.length() ? text.charAt(at + distance) : 0;
    }

    void skip(int characters) {
        at += characters;
    }

    String from(int start) {
        return text.substring(start, at);
    }

    /** How many characters are left. */
    int left() {
        return text.length() - at;
    }

    /** What stands before a mark, beginning so far ahead; null if the mark does not come. */
    String until(String mark, int distance) {
        int end = text.indexOf(mark, at + distance);
        return end < 0 ? null : text.substring(at + distance, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The next letter, as it stands. A surrogate alone stands for a byte that is no text. */
    int letter() throws RegexProblem {
        int letter = text.codePointAt(at);
        if (Character.getType(letter) == Character.SURROGATE) {
            throw new RegexProblem("invalid UTF-8");
        }
        at += Character.charCount(letter);
        return letter;
    }

    /** The letter that a backslash and what follows it stand for. */
    int escape() throws RegexProblem {
        int start = at++;
        if (atEnd()) {
            throw new RegexProblem("trailing \\");
        }
        int sign = letter();
        return switch (sign) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(sign, start);
            case 'x' -> hexadecimal(start);
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> {
                if (sign >= 0x80 || Character.isLetterOrDigit(sign)) {
                    throw badEscape(start);
                }
                yield sign;
            }
        };
    }

    /** Up to three digits; one alone, but for 0, would go back to a group, which RE2 cannot do. */
    private int octal(int first, int start) throws RegexProblem {
        if (first != '0' && !isOctal(ahead(0))) {
            throw badEscape(start);
        }
        int letter = first - '0';
        for (int digits = 1; digits < 3 && isOctal(ahead(0)); digits++) {
            letter = letter * 8 + ahead(0) - '0';
            at++;
        }
        return letter;
    }

    private static boolean isOctal(char digit) {
        return digit >= '0' && digit <= '7';
    }

    /** Two digits, or any number of them in braces. */
    private int hexadecimal(int start) throws RegexProblem {
        if (!isAt("{")) {
            int high = hexadecimalDigit();
            int low = hexadecimalDigit();
            if (high < 0 || low < 0) {
                throw badEscape(start);
            }
            return high * 16 + low;
        }
        at++;
        int letter = -1;
        for (int digit = hexadecimalDigit(); digit >= 0; digit = hexadecimalDigit()) {
            letter = Math.max(letter, 0) * 16 + digit;
            if (letter > LetterSet.LAST) {
                throw badEscape(start);
            }
        }
        if (letter < 0 || ahead(-1) != '}') {
            throw badEscape(start);
        }
        return letter;
    }

    /** Reads a letter; its value, or -1 if it is none of such a number. */
    private int hexadecimalDigit() throws RegexProblem {
        int digit = atEnd() ? -1 : letter();
        return digit < 0x80 ? Character.digit(digit, 16) : -1;
    }

    private RegexProblem badEscape(int start) {
        String escape = from(start);
        String hint = "";
        int known = escape.length() == 2 ? (" " + HINTS).indexOf(" " + escape.charAt(1)) : -1;
        if (known >= 0) {
            String posix = HINTS.substring(known + 1).split(" ")[0];
            hint = " (POSIX syntax has " + posix + ")";
        }
        return new RegexProblem("invalid escape sequence: " + escape + hint);
    }
}
