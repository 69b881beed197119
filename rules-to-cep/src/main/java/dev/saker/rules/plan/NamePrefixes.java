// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.check.ByteString;
import dev.saker.rules.check.Literal;
import dev.saker.rules.syntax.Operator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** With what a name must begin for a comparison to hold. */
final class NamePrefixes {
    private static final String DIRECTORY = "fd.directory";

    private NamePrefixes() {}

    /** Empty where the comparison says nothing of the name's beginning, or too much. */
    static Optional<Set<String>> of(String field, Operator operator, List<Literal> literals) {
        boolean understood =
                operator == Operator.EQ
                        || operator == Operator.IN
                        || operator == Operator.STARTSWITH
                        || operator == Operator.PMATCH;
        if (!understood || !literals.stream().allMatch(Literal.Text.class::isInstance)) {
            return Optional.empty();
        }
        Set<String> prefixes =
                literals.stream()
                        .map(literal -> prefix(field, operator, ((Literal.Text) literal).bytes()))
                        .collect(Collectors.toSet());
        return prefixes.isEmpty() || prefixes.size() > PathTest.MOST_PREFIXES
                ? Optional.empty()
                : Optional.of(prefixes);
    }

    private static String prefix(String field, Operator operator, ByteString text) {
        return switch (operator) {
            case STARTSWITH -> PathTest.prefix(text, false);
            case PMATCH -> ofComponents(text);
            default -> ofWhole(field, text);
        };
    }

    /** What lies in a directory begins with it and a slash, but for the root. */
    private static String ofWhole(String field, ByteString text) {
        if (!field.equals(DIRECTORY)) {
            return PathTest.prefix(text, true);
        }
        String directory = text.text();
        String inside = directory.endsWith("/") ? directory : directory + "/";
        return PathTest.prefix(ByteString.ofText(inside), false);
    }

    /** Slashes at either end do not count, and a component may be a pattern. */
    private static String ofComponents(ByteString text) {
        String path = PathTest.prefix(text, false);
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        int end = start;
        while (end < path.length() && !isSpecial(path, end)) {
            end++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return "/" + path.substring(start, end);
    }

    private static boolean isSpecial(String path, int at) {
        return "*?[\\".indexOf(path.charAt(at)) >= 0 || path.startsWith("//", at);
    }
}
