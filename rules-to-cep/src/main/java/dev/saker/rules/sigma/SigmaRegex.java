// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.Map;
import java.util.Set;

/**
 * Says a Sigma expression, which is Perl's and is looked for anywhere in the value, in POSIX syntax
 * about the whole value.
 */
final class SigmaRegex {

    private static final String IGNORE_CASE = "(?i)";

    /** In place of a letter, for what stands for many. */
    private static final int CLASS = -1;

    private static final Map<Character, String> CLASSES =
            Map.of('d', "0-9", 'w', "0-9A-Za-z_", 's', " \t\n\u000b\f\r");

    /** Not {@code .} alone, which in some engines leaves out the end of a line. */
    private static final String ANYTHING = "(.|\n)*";

    private static final String LINES_BEFORE = "((.|\n)*\n)?";
    private static final String LINES_BEHIND = "(\n(.|\n)*)?";

    private final String source;
    private final SigmaNode where;
    private final boolean ignoreCase;
    private final boolean dotIsAnything;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int end;

    private SigmaRegex(String source, Set<String> flags, SigmaNode where) {
        this.source = source;
        this.ignoreCase = flags.contains("i");
        this.dotIsAnything = flags.contains("s");
        this.where = where;
        this.end = source.length();
    }

    /** Whether the expression asks for it itself, at its start. */
    static boolean ignoresCase(String source) {
        return source.startsWith(IGNORE_CASE);
    }

    /**
     * @param flags of {@code i}, {@code m}, {@code s}: with the first the result is for a value in
     *     small letters
     */
    static String whole(String source, Set<String> flags, SigmaNode where) throws SigmaProblem {
        SigmaRegex regex = new SigmaRegex(source, flags, where);
        boolean lines = flags.contains("m");
        boolean inline = source.startsWith(IGNORE_CASE);
        regex.at = inline ? IGNORE_CASE.length() : 0;
        boolean start = source.startsWith("^", regex.at);
        boolean end = source.endsWith("$") && !source.endsWith("\\$");
        if ((start || end) && regex.hasAlternatives()) {
            throw new SigmaProblem(
                    "an anchor beside | is about one alternative only: put them in parentheses",
                    where);
        }
        regex.at += start ? 1 : 0;
        regex.end -= end ? 1 : 0;
        regex.translate();
        String before = start ? (lines ? LINES_BEFORE : "") : ANYTHING;
        // the end of a line may stand behind the end, in Perl
        String behind = end ? (lines ? LINES_BEHIND : "\n?") : ANYTHING;
        return before + "(" + regex.out + ")" + behind;
    }

    /** Outside of groups and brackets. */
    private boolean hasAlternatives() {
        int depth = 0;
        boolean bracket = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (bracket) {
                bracket = c != ']';
            } else if (c == '|' && depth == 0) {
                return true;
            } else {
                bracket = c == '[';
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return false;
    }

    private void translate() throws SigmaProblem {
        while (at < end) {
            char c = source.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> set();
                case '(' -> group();
                case '^', '$' ->
                        throw refused(
                                "an anchor inside", "only those at its ends can be taken over");
                case '*', '+', '?', '}' -> quantifier(c);
                case '.' -> out.append(dotIsAnything ? "(.|\n)" : ".");
                default -> out.append(lower(c));
            }
        }
    }

    private char lower(char c) {
        return ignoreCase && c < 0x80 ? Character.toLowerCase(c) : c;
    }

    private SigmaProblem refused(String what, String why) {
        return new SigmaProblem(
                "the expression has " + what + " at character " + at + ": " + why, where);
    }

    /** For whether there is a match it does not matter which is taken first. */
    private void quantifier(char c) throws SigmaProblem {
        out.append(c);
        if (at < source.length() && source.charAt(at) == '?') {
            at++;
        } else if (at < source.length() && source.charAt(at) == '+') {
            throw refused("a possessive quantifier", "it cannot be said in POSIX syntax");
        }
    }

    private void group() throws SigmaProblem {
        if (source.startsWith("?:", at)) {
            at += 2;
        } else if (source.startsWith("?", at)) {
            throw refused("a group with a question mark", "it cannot be said in POSIX syntax");
        }
        out.append('(');
    }

    private void escape() throws SigmaProblem {
        if (at == source.length()) {
            throw refused("a backslash at its end", "nothing follows it");
        }
        char c = source.charAt(at++);
        String members = CLASSES.get(Character.toLowerCase(c));
        if (members != null) {
            out.append(Character.isUpperCase(c) ? "[^" : "[").append(forCase(members)).append(']');
        } else {
            out.append(simple(c));
        }
    }

    private String forCase(String members) {
        return ignoreCase ? members.replace("A-Z", "") : members;
    }

    private String simple(char c) throws SigmaProblem {
        String control = control(c);
        if (!control.isEmpty()) {
            return control;
        }
        if (Character.isLetterOrDigit(c)) {
            throw refused("\\" + c, "it cannot be said in POSIX syntax");
        }
        return "\\" + c;
    }

    private static String control(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'f' -> "\f";
            default -> "";
        };
    }

    private void set() throws SigmaProblem {
        out.append('[');
        if (source.startsWith("^", at)) {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < source.length() && (first || source.charAt(at) != ']')) {
            first = false;
            int from = member();
            if (from != CLASS) {
                range(from, isRange() ? rangeEnd() : from);
            }
        }
        if (at == source.length()) {
            throw refused("an open bracket", "it is not closed");
        }
        at++;
        out.append(']');
    }

    /** Whether a hyphen comes that has a letter behind it, too. */
    private boolean isRange() {
        boolean hyphen = source.startsWith("-", at) && at + 1 < source.length();
        if (!hyphen || source.charAt(at + 1) == ']') {
            return false;
        }
        boolean escape = source.charAt(at + 1) == '\\' && at + 2 < source.length();
        return !escape || !CLASSES.containsKey(source.charAt(at + 2));
    }

    private int rangeEnd() throws SigmaProblem {
        at++;
        return member();
    }

    /** Reads a letter, or a class, which it writes. */
    private int member() throws SigmaProblem {
        char c = source.charAt(at++);
        if (c == '[' && source.startsWith(":", at)) {
            throw refused("a named class", "it is not one in Perl's syntax");
        }
        if (c != '\\') {
            return c;
        }
        char escaped = source.charAt(Math.min(at++, source.length() - 1));
        String members = CLASSES.get(escaped);
        if (members != null) {
            out.append(forCase(members));
            return CLASS;
        }
        String control = control(escaped);
        if (control.isEmpty() && Character.isLetterOrDigit(escaped)) {
            throw refused("\\" + escaped + " in brackets", "it cannot be said in POSIX syntax");
        }
        return control.isEmpty() ? escaped : control.charAt(0);
    }

    /** Of a value in small letters the range holds a small letter for every capital in it. */
    private void range(int from, int to) {
        boolean capitals = ignoreCase && isCapital(from) && isCapital(to);
        letters(capitals ? lower((char) from) : from, capitals ? lower((char) to) : to);
        int first = Math.max(from, 'A');
        int last = Math.min(to, 'Z');
        if (ignoreCase && !capitals && first <= last) {
            letters(lower((char) first), lower((char) last));
        }
    }

    private static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    private void letters(int from, int to) {
        letter(from);
        if (from != to) {
            out.append('-');
            letter(to);
        }
    }

    /** In POSIX syntax some stand for themselves at some places only. */
    private void letter(int letter) {
        out.append("-[]^\\".indexOf(letter) >= 0 ? "\\" : "").append((char) letter);
    }
}
