// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.List;

/**
 * A value with Sigma's wildcards: {@code *} any text, {@code ?} any character; a backslash before
 * one of them, or before a backslash that stands before one, takes its meaning away.
 *
 * @param parts texts, and {@link #ANY} and {@link #ONE} themselves
 */
record SigmaPattern(List<String> parts) {

    // compared by identity: a text can look the same
    static final String ANY = new String("*");
    static final String ONE = new String("?");

    SigmaPattern {
        parts = List.copyOf(parts);
    }

    static SigmaPattern parse(String value) {
        List<String> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            boolean escape = c == '\\' && at + 1 < value.length();
            if (escape && "*?\\".indexOf(value.charAt(at + 1)) >= 0) {
                literal.append(value.charAt(++at));
            } else if (c == '*' || c == '?') {
                flush(literal, parts);
                parts.add(c == '*' ? ANY : ONE);
            } else {
                literal.append(c);
            }
        }
        flush(literal, parts);
        return new SigmaPattern(parts);
    }

    static SigmaPattern literal(String text) {
        return new SigmaPattern(text.isEmpty() ? List.of() : List.of(text));
    }

    private static void flush(StringBuilder literal, List<String> parts) {
        if (literal.length() > 0) {
            parts.add(literal.toString());
            literal.setLength(0);
        }
    }

    SigmaPattern withAnyBefore() {
        if (!parts.isEmpty() && parts.get(0) == ANY) {
            return this;
        }
        List<String> more = new ArrayList<>(List.of(ANY));
        more.addAll(parts);
        return new SigmaPattern(more);
    }

    SigmaPattern withAnyBehind() {
        if (!parts.isEmpty() && parts.get(parts.size() - 1) == ANY) {
            return this;
        }
        List<String> more = new ArrayList<>(parts);
        more.add(ANY);
        return new SigmaPattern(more);
    }

    /** Whether there is no wildcard. */
    boolean isText() {
        return parts.stream().noneMatch(SigmaPattern::isWild);
    }

    private static boolean isWild(String part) {
        return part == ANY || part == ONE;
    }

    String text() {
        return String.join("", parts);
    }

    /** As a pattern of {@code glob}. */
    String glob() {
        StringBuilder glob = new StringBuilder();
        for (String part : parts) {
            glob.append(isWild(part) ? part : part.replaceAll("[*?\\[\\\\]", "\\\\$0"));
        }
        return glob.toString();
    }

    /** The text between wildcards at the given ends only; empty if it is not of that form. */
    String between(boolean before, boolean behind) {
        int from = before ? 1 : 0;
        int to = parts.size() - (behind ? 1 : 0);
        boolean fits =
                to - from == 1
                        && (!before || parts.get(0) == ANY)
                        && (!behind || parts.get(to) == ANY)
                        && !isWild(parts.get(from));
        return fits ? parts.get(from) : "";
    }

    boolean isAnything() {
        return !parts.isEmpty() && parts.stream().allMatch(part -> part == ANY);
    }
}
