// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.FieldDomain;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what names and addresses are still asked for once the kind of an event is known: nobody
 * asks for the name of a connection if all the rules that do are about files.
 */
final class OpenSlots {
    private final RuleIndex index;
    private final LeafOutcomes outcomes;
    private final Set<Integer> slots = new TreeSet<>();

    /** What a requirement comes to by the kind alone. */
    private enum Outcome {
        HOLDS,
        FAILS,
        OPEN
    }

    private OpenSlots(RuleIndex index, LeafOutcomes outcomes) {
        this.index = index;
        this.outcomes = outcomes;
    }

    /**
     * The operands that a filter must read.
     *
     * @param outcomes those of the leaves that the kind decides
     */
    static int[] of(RuleFilter filter, RuleIndex index, LeafOutcomes outcomes) {
        OpenSlots open = new OpenSlots(index, outcomes);
        for (int rule = 0; rule < filter.rules(); rule++) {
            open.addRule(filter.requirementsOf(rule));
        }
        return open.slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private void addRule(List<Requirement> requirements) {
        Set<Integer> leaves = new TreeSet<>();
        for (Requirement requirement : requirements) {
            if (add(requirement, leaves) == Outcome.FAILS) {
                return;
            }
        }
        leaves.forEach(leaf -> slots.add(index.slot(leaf)));
    }

    /** Adds the leaves that a requirement still hangs on, if it is open. */
    private Outcome add(Requirement requirement, Set<Integer> leaves) {
        if (requirement instanceof Requirement.Ask ask) {
            if (index.domain(index.slot(ask.ordinal())) == FieldDomain.KIND) {
                return ask.holds(outcomes) ? Outcome.HOLDS : Outcome.FAILS;
            }
            leaves.add(ask.ordinal());
            return Outcome.OPEN;
        }
        return requirement instanceof Requirement.All all
                ? add(all.terms(), Outcome.FAILS, leaves)
                : add(((Requirement.Any) requirement).terms(), Outcome.HOLDS, leaves);
    }

    /**
     * @param decisive what decides all of them if one comes to it
     */
    private Outcome add(List<Requirement> terms, Outcome decisive, Set<Integer> leaves) {
        Set<Integer> open = new TreeSet<>();
        for (Requirement term : terms) {
            if (add(term, open) == decisive) {
                return decisive;
            }
        }
        leaves.addAll(open);
        if (!open.isEmpty()) {
            return Outcome.OPEN;
        }
        return decisive == Outcome.FAILS ? Outcome.HOLDS : Outcome.FAILS;
    }
}
