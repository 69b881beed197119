// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Sigma filter: what else must hold of an event for the rules it names, or for all of its log
 * source, to alert.
 *
 * @param title of the document
 * @param source its {@code logsource}: a rule is meant only if it is of it
 * @param rules names or ids; empty for every rule
 * @param detection selections and condition
 */
record SigmaFilter(String title, SigmaNode source, List<SigmaNode> rules, SigmaNode detection) {

    private static final List<String> EVERY = List.of("any", "all");
    private static final List<String> SOURCE_KEYS = List.of("product", "service", "category");

    static SigmaFilter of(SigmaNode document) throws SigmaProblem {
        SigmaNode filter = document.need("filter");
        filter.need("condition").text();
        SigmaNode rules = filter.need("rules");
        boolean every = !rules.isList() && EVERY.contains(rules.text());
        return new SigmaFilter(
                document.need("title").text(),
                document.need("logsource"),
                every ? List.of() : rules.items(),
                filter.without("rules"));
    }

    /**
     * Puts it into the rules it is about.
     *
     * @param known all rules; those it is about are replaced
     * @return what of it is about no rule
     * @throws SigmaProblem if it cannot be said; no rule is changed then
     */
    List<SigmaProblem> applyTo(List<SigmaRule> known) throws SigmaProblem {
        List<SigmaProblem> idle = new ArrayList<>();
        List<SigmaRule> changed = new ArrayList<>(known);
        boolean used = false;
        for (int i = 0; i < known.size(); i++) {
            SigmaRule rule = known.get(i);
            boolean named = rules.isEmpty() || reference(rule).isPresent();
            if (named && isOfSource(rule)) {
                changed.set(i, rule.filteredBy(this));
                used = true;
            } else if (named && !rules.isEmpty()) {
                idle.add(
                        new SigmaProblem(
                                "rule '" + rule.head().title() + "' is of another logsource",
                                reference(rule).orElseThrow()));
            }
        }
        for (SigmaNode name : rules) {
            if (!isKnown(name.text(), known)) {
                idle.add(
                        new SigmaProblem(
                                "there is no rule '"
                                        + name.text()
                                        + "' that the filter could be put into",
                                name));
            }
        }
        if (rules.isEmpty() && !used) {
            idle.add(new SigmaProblem("there is no rule of the filter's logsource", source));
        }
        for (int i = 0; i < changed.size(); i++) {
            known.set(i, changed.get(i));
        }
        return idle;
    }

    private static boolean isKnown(String name, List<SigmaRule> known) {
        return known.stream().anyMatch(rule -> rule.head().isCalled(name));
    }

    private Optional<SigmaNode> reference(SigmaRule rule) throws SigmaProblem {
        for (SigmaNode name : rules) {
            if (rule.head().isCalled(name.text())) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean isOfSource(SigmaRule rule) throws SigmaProblem {
        SigmaNode other = rule.node().need("logsource");
        for (String key : SOURCE_KEYS) {
            String wanted = source.text(key);
            if (!wanted.isEmpty() && !wanted.equals(other.text(key))) {
                return false;
            }
        }
        return true;
    }
}
