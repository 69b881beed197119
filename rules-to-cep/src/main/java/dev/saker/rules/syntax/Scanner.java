// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import dev.saker.rules.diagnostic.LocatedText;

/**
 * A cursor over a condition's text that recognises tokens where the parser expects them; what a
 * character means depends on the place, so there is no token stream.
 */
final class Scanner {

    /**
     * A byte from 0x80 written as an escape need not be text. It travels as a lone surrogate above
     * this, as no file can hold one, and becomes a byte again where literals become bytes.
     */
    static final int RAW_BYTE = 0xDC00;

    private final LocatedText located;
    private final String text;
    private int at;
    private String token = "";

    Scanner(LocatedText located) {
        this.located = located;
        this.text = located.text();
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void moveTo(int offset) {
        at = offset;
    }

    /** What was recognised last; for a quoted string without quotes and escapes. */
    String token() {
        return token;
    }

    Place place(int from) {
        return new Place(located, from, at);
    }

    SyntaxProblem problem(String message) {
        return problem(message, at);
    }

    SyntaxProblem problem(String message, int from) {
        int end = from;
        while (end < text.length() && !isBlank(text.charAt(end)) && end - from < 40) {
            end++;
        }
        return new SyntaxProblem(message, new Place(located, from, Math.max(end, from + 1)));
    }

    boolean blanks() {
        int start = at;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    boolean symbol(String symbol) {
        if (!text.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        token = symbol;
        return true;
    }

    /** A word that only counts with a blank behind it; the blank is taken too. */
    boolean wordAndBlank(String word) {
        int end = at + word.length();
        if (!text.startsWith(word, at) || end >= text.length() || !isBlank(text.charAt(end))) {
            return false;
        }
        at = end + 1;
        token = word;
        return true;
    }

    /** Letters, digits and underscores, a letter first. */
    boolean identifier() {
        return take(identifierEnd(at));
    }

    /** Two identifiers or more with dots between. */
    boolean fieldName() {
        int end = identifierEnd(at);
        int dots = 0;
        while (end > 0 && end < text.length() && text.charAt(end) == '.') {
            int next = identifierEnd(end + 1);
            if (next < 0) {
                break;
            }
            end = next;
            dots++;
        }
        return dots > 0 && take(end);
    }

    /** What can stand between brackets without quotes. */
    boolean bareArgument() {
        int end = at;
        while (end < text.length() && isBareArgument(text.charAt(end))) {
            end++;
        }
        return end > at && take(end);
    }

    boolean bareString() {
        int end = at;
        while (end < text.length() && isBareString(text.charAt(end))) {
            end++;
        }
        return end > at && take(end);
    }

    boolean number() {
        int end = hexEnd();
        return take(end > 0 ? end : decimalEnd());
    }

    /** Quotes of either kind, escapes resolved. */
    boolean quotedString() throws SyntaxProblem {
        if (atEnd() || (text.charAt(at) != '"' && text.charAt(at) != '\'')) {
            return false;
        }
        int end = closingQuote();
        if (end < 0) {
            return false;
        }
        token = unescape(at, end);
        at = end + 1;
        return true;
    }

    /** The first same quote without a backslash right before it, even an escaped backslash. */
    private int closingQuote() {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote && text.charAt(i - 1) != '\\') {
                return i;
            }
        }
        return -1;
    }

    private String unescape(int open, int close) throws SyntaxProblem {
        StringBuilder value = new StringBuilder(close - open);
        for (int i = open + 1; i < close; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            i++;
            if (i < close && text.charAt(i) == 'x') {
                value.append(hexEscape(i, close));
                i += 2;
            } else {
                value.append(escape(i, open, close));
            }
        }
        return value.toString();
    }

    private char escape(int at, int open, int close) throws SyntaxProblem {
        char c = at < close ? text.charAt(at) : ' ';
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '/' -> '/';
            case '\\', ' ' -> '\\'; // with a blank: old rules rely on it
            default -> quoteEscape(c, at, open);
        };
    }

    private char quoteEscape(char c, int at, int open) throws SyntaxProblem {
        if (c != '"' && c != '\'') {
            throw problem("unsupported string escape sequence: \\" + c, at - 1);
        }
        if (text.charAt(open) != c) {
            throw problem("\\" + c + " is only an escape between " + c + " quotes", at - 1);
        }
        return c;
    }

    private char hexEscape(int x, int close) throws SyntaxProblem {
        if (x + 2 >= close) {
            throw problem("hex escape is cut short", x - 1);
        }
        int high = Character.digit(text.charAt(x + 1), 16);
        int low = Character.digit(text.charAt(x + 2), 16);
        if (high < 0 || low < 0) {
            throw problem("invalid hex escape: " + text.substring(x - 1, x + 3), x - 1);
        }
        int value = high * 16 + low;
        return (char) (value < 0x80 ? value : RAW_BYTE + value);
    }

    private boolean take(int end) {
        if (end <= at) {
            return false;
        }
        token = text.substring(at, end);
        at = end;
        return true;
    }

    private int identifierEnd(int start) {
        if (start >= text.length() || !isLetter(text.charAt(start))) {
            return -1;
        }
        int end = start + 1;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int hexEnd() {
        if (!text.startsWith("0x", at) && !text.startsWith("0X", at)) {
            return -1;
        }
        int end = at + 2;
        while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
            end++;
        }
        return end > at + 2 ? end : -1;
    }

    private int decimalEnd() {
        int start = at < text.length() && isSign(text.charAt(at)) ? at + 1 : at;
        int end = digitsEnd(start);
        if (end == start) {
            return -1;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            end = digitsEnd(end + 1);
        }
        return exponentEnd(end);
    }

    /** The sign of an exponent is not optional. */
    private int exponentEnd(int end) {
        boolean marked =
                end + 1 < text.length()
                        && (text.charAt(end) == 'e' || text.charAt(end) == 'E')
                        && isSign(text.charAt(end + 1));
        int digits = marked ? digitsEnd(end + 2) : end;
        return marked && digits > end + 2 ? digits : end;
    }

    private int digitsEnd(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isWord(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isBareArgument(char c) {
        return !isSpace(c) && c != '[' && c != ']' && c != '"' && c != '\'';
    }

    private static boolean isBareString(char c) {
        return !isSpace(c) && "()\"'=,".indexOf(c) < 0;
    }
}
