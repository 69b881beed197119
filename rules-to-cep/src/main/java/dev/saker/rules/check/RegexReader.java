// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds a regular expression to what Falco accepts: POSIX syntax, so no Perl classes, no groups
 * with a question mark; and to a size that can be matched.
 */
final class RegexReader {

    /** Repetitions inside repetitions multiply: the automaton has about so many states. */
    private static final long MAX_STATES = 100_000;

    /** Escapes that POSIX syntax does not have but the engine would take. */
    private static final String PERL_ESCAPES = "dDsSwWbBAzZQECpP";

    private final String pattern;
    private final Deque<Long> groups = new ArrayDeque<>();
    private long states;
    private long last;

    private RegexReader(String pattern) {
        this.pattern = pattern;
    }

    /** What is wrong with the pattern; empty if nothing is. */
    static String problem(String pattern) {
        String problem = new RegexReader(pattern).scan();
        if (!problem.isEmpty()) {
            return problem;
        }
        try {
            Pattern.compile(pattern, Pattern.DOTALL);
            return "";
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    private String scan() {
        for (int at = 0; at < pattern.length(); at++) {
            String problem = problemAt(at);
            if (!problem.isEmpty()) {
                return problem;
            }
            at = behind(at);
            if (states > MAX_STATES) {
                return "its repetitions multiply to more than " + MAX_STATES + " states";
            }
        }
        return "";
    }

    private String problemAt(int at) {
        if (pattern.startsWith("(?", at)) {
            return "groups with a question mark are not part of POSIX syntax";
        }
        boolean escape = pattern.charAt(at) == '\\' && at + 1 < pattern.length();
        if (escape && PERL_ESCAPES.indexOf(pattern.charAt(at + 1)) >= 0) {
            return "\\" + pattern.charAt(at + 1) + " is not part of POSIX syntax";
        }
        return "";
    }

    /** Counts what begins here and returns where its last character stands. */
    private int behind(int at) {
        char c = pattern.charAt(at);
        if (c == '(') {
            groups.push(states);
        } else if (c == ')' && !groups.isEmpty()) {
            last = states - groups.pop();
        } else if (c == '{') {
            repeat(at);
        } else {
            grow(1);
        }
        if (c == '[') {
            return classEnd(at);
        }
        return c == '\\' ? at + 1 : at;
    }

    private void grow(long by) {
        last = by;
        states += by;
    }

    /** Where the class ends; its first member can be a closing bracket. */
    private int classEnd(int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        if (at < pattern.length() && pattern.charAt(at) == ']') {
            at++;
        }
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.startsWith("[:", at)) {
                int end = pattern.indexOf(":]", at);
                at = end < 0 ? at : end + 1;
            } else if (pattern.charAt(at) == '\\') {
                at++;
            }
            at++;
        }
        return at;
    }

    private void repeat(int open) {
        int close = pattern.indexOf('}', open);
        if (close < 0 || !pattern.substring(open + 1, close).matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
            return;
        }
        String[] bounds = pattern.substring(open + 1, close).split(",");
        long most = Long.parseLong(bounds[bounds.length - 1]);
        states += Math.max(0, most - 1) * Math.max(1, last);
        last *= Math.max(1, most);
    }
}
