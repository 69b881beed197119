// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Conditions as the front end reads them, for tests of other packages. */
public final class ParsedConditions {
    private ParsedConditions() {}

    /** By place in the list: what was read, or null for a text that is refused. */
    public static List<Condition> parse(List<String> texts) {
        String rules =
                IntStream.range(0, texts.size())
                        .mapToObj(i -> rule(i, texts.get(i)))
                        .collect(Collectors.joining());
        Condition[] conditions = new Condition[texts.size()];
        for (CheckedRule rule : Phases.of(rules).checked) {
            int place = Integer.parseInt(rule.definition().name().substring(1));
            conditions[place] = rule.condition();
        }
        return Arrays.asList(conditions);
    }

    private static String rule(int place, String text) {
        return "- rule: r"
                + place
                + "\n  desc: d\n  output: o\n  priority: INFO\n  condition: '"
                + text.replace("'", "''")
                + "'\n";
    }
}
