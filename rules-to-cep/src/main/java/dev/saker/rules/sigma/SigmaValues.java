// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a value of a Sigma rule stands for, before it is compared: the modifiers {@code expand} and
 * {@code windash} make several of one.
 */
final class SigmaValues {
    static final Set<String> MODIFIERS = Set.of("expand", "windash");

    /** Marks that begin an option of a Windows command, as people and documents write them. */
    private static final List<String> DASHES = List.of("-", "/", "\u2013", "\u2014", "\u2015");

    /** Five to the power of this many options in one value. */
    private static final int MOST_DASHES = 4;

    private SigmaValues() {}

    /** One at least; any of them will do. */
    static List<SigmaNode> of(SigmaNode item, Set<String> modifiers, SigmaPlaceholders known)
            throws SigmaProblem {
        List<SigmaNode> meant = List.of(item);
        if (modifiers.contains("expand")) {
            meant = item.withTexts(known.expand(item.text(), item));
            if (meant.size() > 1 && modifiers.contains("all")) {
                throw new SigmaProblem(
                        "several values of a placeholder with 'all': any or all of them?", item);
            }
        }
        if (!modifiers.contains("windash")) {
            return meant;
        }
        List<SigmaNode> dashed = new ArrayList<>();
        for (SigmaNode one : meant) {
            dashed.addAll(one.withTexts(dashed(one.text(), item)));
        }
        return dashed;
    }

    /** With every mark at every place where an option begins. */
    private static List<String> dashed(String text, SigmaNode where) throws SigmaProblem {
        List<StringBuilder> made = new ArrayList<>(List.of(new StringBuilder()));
        int found = 0;
        for (int at = 0; at < text.length(); at++) {
            boolean mark = beginsOption(text, at);
            if (mark && ++found > MOST_DASHES) {
                throw new SigmaProblem(
                        "'windash' over more than " + MOST_DASHES + " options in one value", where);
            }
            List<StringBuilder> longer = new ArrayList<>();
            for (StringBuilder start : made) {
                for (String next : mark ? DASHES : List.of(text.substring(at, at + 1))) {
                    longer.add(new StringBuilder(start).append(next));
                }
            }
            made = longer;
        }
        return made.stream().map(StringBuilder::toString).toList();
    }

    /** A dash or slash between what is no word and a word. */
    private static boolean beginsOption(String text, int at) {
        char c = text.charAt(at);
        return (c == '-' || c == '/')
                && (at == 0 || !isWord(text.charAt(at - 1)))
                && at + 1 < text.length()
                && isWord(text.charAt(at + 1));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
