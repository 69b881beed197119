// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/** "and", if all terms must hold, or "or": Kleene's. */
final class Junction extends Plan {
    private final boolean all;
    private final Plan[] terms;

    Junction(int id, boolean all, Plan[] terms) {
        super(id, costOf(terms));
        this.all = all;
        this.terms = terms;
    }

    boolean all() {
        return all;
    }

    /** Lent. */
    Plan[] terms() {
        return terms;
    }

    @Override
    int evaluate(EventRegisters event) {
        int settling = all ? FALSE : TRUE;
        int outcome = 1 - settling;
        for (Plan term : terms) {
            int found = term.test(event);
            if (found == settling) {
                return found;
            }
            if (found == UNKNOWN) {
                outcome = UNKNOWN;
            }
        }
        return outcome;
    }

    private static int costOf(Plan[] terms) {
        long sum = 0;
        for (Plan term : terms) {
            sum += term.cost();
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
