// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Objects;
import java.util.Set;

/**
 * Switches rules on or off by name or tag.
 *
 * @param enable on rather than off
 * @param by what {@code pattern} is held against
 * @param pattern a tag, exactly; or a rule name in which {@code *} stands for anything
 */
public record RuleSelection(boolean enable, By by, String pattern) {

    /** The property of a rule that decides. */
    public enum By {
        RULE,
        TAG
    }

    public RuleSelection {
        Objects.requireNonNull(by, "by is null");
        Objects.requireNonNull(pattern, "pattern is null");
    }

    public boolean selects(String rule, Set<String> tags) {
        return switch (by) {
            case TAG -> tags.contains(pattern);
            case RULE -> matches(pattern, rule);
        };
    }

    /** Each part takes its leftmost place and never gives it back, so "*a" misses "aba". */
    private static boolean matches(String pattern, String name) {
        String[] parts = pattern.split("\\*", -1);
        if (!name.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at == name.length() || pattern.endsWith("*");
    }
}
