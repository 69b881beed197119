// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of its rules a temporal correlation wants, as {@code match} says it of steps. */
final class SigmaMatch {

    /** So many ways in which enough rules can match are written out. */
    private static final int MOST_WAYS = 200;

    private final List<SigmaRule> rules;
    private final boolean ordered;

    SigmaMatch(List<SigmaRule> rules, boolean ordered) {
        this.rules = rules;
        this.ordered = ordered;
    }

    /** Empty if all are wanted, which needs no words. */
    Optional<String> of(SigmaNode condition) throws SigmaProblem {
        boolean all = condition.isMap() ? countsAll(condition) : namesAll(condition.text().strip());
        if (all) {
            return Optional.empty();
        }
        if (ordered) {
            // for an order of alternatives is none
            throw new SigmaProblem(
                    "the condition of an ordered correlation can only be that all rules match",
                    condition);
        }
        return Optional.of(condition.isMap() ? enough(condition) : formula(condition));
    }

    private boolean countsAll(SigmaNode condition) throws SigmaProblem {
        String count = String.valueOf(rules.size());
        Map<String, SigmaNode> entries = condition.entries();
        for (Map.Entry<String, SigmaNode> entry : entries.entrySet()) {
            boolean least = entry.getKey().equals("gte") || entry.getKey().equals("eq");
            if (!least || !entry.getValue().text().equals(count)) {
                return false;
            }
        }
        return !entries.isEmpty();
    }

    private boolean namesAll(String condition) {
        List<String> words = List.of(condition.split("\\s+"));
        List<SigmaRule> missing = new ArrayList<>(rules);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i % 2 == 1 && !word.equalsIgnoreCase("and")) {
                return false;
            }
            if (i % 2 == 0 && !missing.removeIf(rule -> rule.head().isCalled(word))) {
                return false;
            }
        }
        return missing.isEmpty();
    }

    /** So many of the rules or more: one way or another. */
    private String enough(SigmaNode condition) throws SigmaProblem {
        int least = 1;
        for (Map.Entry<String, SigmaNode> entry : condition.entries().entrySet()) {
            boolean more = entry.getKey().equals("gt");
            if (!more && !entry.getKey().equals("gte")) {
                throw new SigmaProblem(
                        "of a count of rules only 'gt' and 'gte' can be taken over: that no other"
                                + " rule matches is not known before the time is over",
                        entry.getValue());
            }
            least = Math.max(least, count(entry.getValue()) + (more ? 1 : 0));
        }
        if (least > rules.size()) {
            throw new SigmaProblem("there are not so many rules", condition);
        }
        List<List<String>> ways = new ArrayList<>();
        addWays(least, 0, List.of(), ways, condition);
        return String.join(" or ", ways.stream().map(SigmaMatch::together).toList());
    }

    private static int count(SigmaNode value) throws SigmaProblem {
        if (!value.text().matches("[0-9]{1,6}")) {
            throw new SigmaProblem("'" + value.text() + "' is not a number", value);
        }
        return Integer.parseInt(value.text());
    }

    private void addWays(
            int missing, int next, List<String> chosen, List<List<String>> ways, SigmaNode where)
            throws SigmaProblem {
        if (missing == 0) {
            ways.add(chosen);
            if (ways.size() > MOST_WAYS) {
                throw new SigmaProblem("so many of these rules match in too many ways", where);
            }
            return;
        }
        for (int rule = next; rule <= rules.size() - missing; rule++) {
            List<String> more = new ArrayList<>(chosen);
            more.add(rules.get(rule).macroName());
            addWays(missing - 1, rule + 1, more, ways, where);
        }
    }

    private static String together(List<String> steps) {
        return steps.size() == 1 ? steps.get(0) : "(" + String.join(" and ", steps) + ")";
    }

    private String formula(SigmaNode condition) throws SigmaProblem {
        Map<String, String> steps = new LinkedHashMap<>();
        for (SigmaRule rule : rules) {
            String name = rule.head().name();
            steps.put(name.isEmpty() ? rule.head().id() : name, rule.macroName());
        }
        String match = SigmaCondition.condition(condition.text(), steps, condition);
        Set<String> words = new HashSet<>(List.of(match.split("[ ()]+")));
        for (SigmaRule rule : rules) {
            if (!words.contains(rule.macroName())) {
                throw new SigmaProblem(
                        "the condition says nothing of rule '" + rule.head().title() + "'",
                        condition);
            }
        }
        return match;
    }
}
