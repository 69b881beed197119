// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.io.ByteArrayOutputStream;

/**
 * A text that whatever matches a pattern holds: the longest that is found without much thought.
 * Empty if none is. Where in doubt it is shorter than it could be.
 */
final class NecessaryLiteral {
    private static final String REGEX_PLAIN = "/_-,:;@#%&=!<>~\"' ";

    private byte[] best = {};
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();

    private NecessaryLiteral() {}

    /** Of a shell pattern, up to the first bracket or backslash. */
    static byte[] ofGlob(byte[] pattern) {
        NecessaryLiteral literal = new NecessaryLiteral();
        for (byte letter : pattern) {
            if (letter == '[' || letter == '\\') {
                break;
            }
            if (letter == '*' || letter == '?') {
                literal.endRun();
            } else {
                literal.run.write(letter);
            }
        }
        return literal.endRun();
    }

    /** Of a regular expression without alternatives, up to the first group, class or escape. */
    static byte[] ofRegex(String pattern) {
        NecessaryLiteral literal = new NecessaryLiteral();
        if (pattern.indexOf('|') >= 0) {
            return literal.best;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if ("([\\{".indexOf(letter) >= 0) {
                break;
            }
            boolean plain = isPlain(letter);
            boolean mayBeMissing = isOptional(pattern, i + 1);
            if (plain && !mayBeMissing) {
                literal.run.write(letter);
            } else {
                literal.endRun();
            }
        }
        return literal.endRun();
    }

    private static boolean isPlain(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || REGEX_PLAIN.indexOf(letter) >= 0;
    }

    /** Whether what stands before may be missing. A repetition may itself be repeated. */
    private static boolean isOptional(String pattern, int at) {
        char next = at < pattern.length() ? pattern.charAt(at) : 0;
        char last = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 0;
        return "?*{".indexOf(next) >= 0 || next == '+' && "?*+{".indexOf(last) >= 0;
    }

    private byte[] endRun() {
        if (run.size() > best.length) {
            best = run.toByteArray();
        }
        run.reset();
        return best;
    }
}
