// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Puts lists in place of their names in one condition's text, before it is parsed. A name counts
 * wherever it stands between blanks, parentheses, commas or equals signs, inside quoted strings
 * too: that is Falco's way.
 */
final class ListSubstitution {

    private static final String BLANKS = " \t\n\r";
    private static final String DELIMITERS = BLANKS + "(),=";

    private final ListTable lists;
    private final Words words;
    private final Set<String> used = new HashSet<>();
    private final long budget;
    private long values;

    /**
     * @param words takes every word that is not the name of a list
     * @param budget how many values may be put in; lists beyond that are left out
     */
    ListSubstitution(ListTable lists, Words words, long budget) {
        this.lists = lists;
        this.words = words;
        this.budget = budget;
    }

    /** Whether a list was left out: the text is not to be used then. */
    boolean isOverBudget() {
        return values > budget;
    }

    /** Names of the lists that were put in. */
    Set<String> used() {
        return used;
    }

    /** How many values they have together, those left out included. */
    long values() {
        return values;
    }

    LocatedText substitute(LocatedText condition) {
        String text = condition.text();
        LocatedText.Builder out = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int end = wordEnd(text, at);
            if (end > at && isList(text.substring(at, end))) {
                out = out == null ? new LocatedText.Builder() : out;
                copied = replace(condition, copied, at, end, out);
                at = copied;
            } else {
                at = end + 1;
            }
        }
        return out == null ? condition : finish(condition, copied, out);
    }

    private boolean isList(String word) {
        if (lists.contains(word)) {
            return true;
        }
        words.add(word);
        return false;
    }

    private static LocatedText finish(LocatedText condition, int copied, LocatedText.Builder out) {
        out.append(condition, copied, condition.text().length());
        return out.build();
    }

    /** Returns where in the condition to go on. */
    private int replace(
            LocatedText condition, int copied, int from, int to, LocatedText.Builder out) {
        String text = condition.text();
        String name = text.substring(from, to);
        used.add(name);
        values += lists.size(name);
        Optional<LocatedText> list = isOverBudget() ? Optional.empty() : lists.use(name);
        int start = from;
        while (start > copied && isBlank(text.charAt(start - 1))) {
            start--;
        }
        int end = to;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        if (list.isEmpty()) {
            // nothing between two commas would not parse
            if (start > copied && text.charAt(start - 1) == ',') {
                start--;
            } else if (end < text.length() && text.charAt(end) == ',') {
                end++;
            }
        }
        out.append(condition, copied, start);
        out.append(" ", condition.span(from, to));
        list.ifPresent(out::append);
        out.append(" ", condition.span(from, to));
        return end;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && DELIMITERS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return BLANKS.indexOf(c) >= 0;
    }
}
