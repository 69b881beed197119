// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;

/**
 * Evaluates one rule, slowly and plainly: nothing folded, nothing ordered, nothing shared, no
 * index. {@link Matcher} and whatever is faster still must agree with it on every event.
 */
final class Interpreter {
    private final EventRegisters registers = new EventRegisters();
    private final Node condition;

    Interpreter(Rule rule) {
        condition = new ConditionCompiler(registers).compile(rule.condition());
    }

    Truth evaluate(EventView event) {
        registers.begin(event);
        return condition.test(registers);
    }

    /** A field that leaves the rule undecided for an event; only when {@link #evaluate} says so. */
    FieldRef unknownField(EventView event) {
        if (evaluate(event) != Truth.UNKNOWN) {
            throw new IllegalStateException("the rule is decided for this event");
        }
        return condition.unknownField(registers);
    }
}
