// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.List;
import java.util.Set;

/**
 * What must hold of one part of the event if a rule is not to be false: its condition with "maybe"
 * for everything that other parts decide. Negations have been pushed down to the leaves.
 */
sealed interface Requirement {
    Requirement NONE = new All(List.of());

    /** Whether it can hold, given outcomes of leaves. */
    boolean holds(LeafOutcomes outcomes);

    /** Adds the leaves that it asks. */
    void addLeaves(Set<Integer> ordinals);

    /** A leaf is not false, or, if negative, not true. */
    record Ask(int ordinal, boolean positive) implements Requirement {
        @Override
        public boolean holds(LeafOutcomes outcomes) {
            return outcomes.outcome(ordinal) != (positive ? Plan.FALSE : Plan.TRUE);
        }

        @Override
        public void addLeaves(Set<Integer> ordinals) {
            ordinals.add(ordinal);
        }
    }

    record All(List<Requirement> terms) implements Requirement {
        @Override
        public boolean holds(LeafOutcomes outcomes) {
            for (int i = 0; i < terms.size(); i++) {
                if (!terms.get(i).holds(outcomes)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void addLeaves(Set<Integer> ordinals) {
            terms.forEach(term -> term.addLeaves(ordinals));
        }
    }

    record Any(List<Requirement> terms) implements Requirement {
        @Override
        public boolean holds(LeafOutcomes outcomes) {
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i).holds(outcomes)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void addLeaves(Set<Integer> ordinals) {
            terms.forEach(term -> term.addLeaves(ordinals));
        }
    }
}
