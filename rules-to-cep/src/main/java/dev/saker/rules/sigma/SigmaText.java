// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.List;

/** Pieces of condition text. */
final class SigmaText {

    private SigmaText() {}

    /**
     * In double quotes. A backslash is written as a number: one that stood before the closing quote
     * would keep it from closing.
     */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\x5c");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** ASCII only, as the language compares. */
    static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return out.toString();
    }

    static String joined(String operator, List<String> terms) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        return "(" + String.join(" " + operator + " ", terms) + ")";
    }

    /** In parentheses, if it is not already. */
    static String grouped(String condition) {
        boolean closed = condition.startsWith("(") && closesAtEnd(condition);
        return closed ? condition : "(" + condition + ")";
    }

    private static boolean closesAtEnd(String condition) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (c == '"' && (i == 0 || condition.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i == condition.length() - 1;
            }
        }
        return false;
    }
}
