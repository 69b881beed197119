// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/** "not". */
final class Negation extends Plan {
    private final Plan term;

    Negation(int id, Plan term) {
        super(id, term.cost());
        this.term = term;
    }

    Plan term() {
        return term;
    }

    @Override
    int evaluate(EventRegisters event) {
        return not(term.test(event));
    }
}
