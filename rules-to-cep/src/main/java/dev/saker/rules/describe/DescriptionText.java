// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import java.util.ArrayList;
import java.util.List;

/** Renders a description for people: rules and what they are for, in two columns. */
public final class DescriptionText {

    private static final int NAME_WIDTH = 50;

    private static final int TEXT_WIDTH = 70;

    private static final String GAP = " ";

    private DescriptionText() {}

    public static String render(List<Description.OfRule> rules) {
        StringBuilder out = new StringBuilder();
        row(out, "Rule", "Description");
        row(out, "----", "-----------");
        for (Description.OfRule rule : rules) {
            row(out, rule.definition().name(), rule.definition().body().description().text());
        }
        return out.toString();
    }

    private static void row(StringBuilder out, String name, String text) {
        List<String> left = lines(name, NAME_WIDTH);
        List<String> right = lines(text, TEXT_WIDTH);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String shown = i < left.size() ? left.get(i) : "";
            String more = i < right.size() ? right.get(i) : "";
            out.append(shown);
            if (!more.isEmpty()) {
                out.append(GAP.repeat(NAME_WIDTH - shown.length() + 1)).append(more);
            }
            out.append('\n');
        }
        out.append('\n');
    }

    /** Broken at blanks; a word wider than the column is cut. */
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "");
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
