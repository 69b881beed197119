// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.event.Value;

/**
 * A check of one operand against what a rule says. Its form says which method of {@link LeafTests}
 * answers it; values of another kind than the form is for take the plain way through plurality and
 * test.
 */
final class Leaf extends Plan {
    /** How a leaf is evaluated by generated code. */
    enum Form {
        EQUAL,
        DIFFERENT,
        PREFIX,
        SUFFIX,
        PART,
        MEMBER,
        NUMBER_EQUAL,
        NUMBER_DIFFERENT,
        BOOL,
        ANY_TEST,
        EXISTS,
        /** Two operands: evaluated by an object of each thread's own. */
        PAIR
    }

    private final Condition condition;
    private final Form form;
    private final int slot;
    private final Plurality plurality;
    private final ValueTest test;
    private final Object constant;

    /**
     * @param slot the operand's; of a PAIR the pair's
     * @param constant what the form compares with: bytes, a number, a set; null if it has none
     */
    Leaf(
            int id,
            Condition condition,
            Form form,
            int slot,
            Plurality plurality,
            ValueTest test,
            Object constant,
            int cost) {
        super(id, cost);
        this.condition = condition;
        this.form = form;
        this.slot = slot;
        this.plurality = plurality;
        this.test = test;
        this.constant = constant;
    }

    Condition condition() {
        return condition;
    }

    Form form() {
        return form;
    }

    int slot() {
        return slot;
    }

    Plurality plurality() {
        return plurality;
    }

    Object constant() {
        return constant;
    }

    /** The constant as a number. */
    long number() {
        return (Long) constant;
    }

    /** The outcome for a value of the operand; not for a PAIR. */
    int test(Value value) {
        if (form == Form.EXISTS) {
            return exists(value);
        }
        return plurality.test(value, test).ordinal();
    }

    private int exists(Value value) {
        return switch (value.kind()) {
            case NULL -> FALSE;
            case UNKNOWN -> UNKNOWN;
            case LIST -> plurality == Plurality.ANY && value.size() == 0 ? FALSE : TRUE;
            case NUMBER, REAL, BOOL, BYTES -> TRUE;
        };
    }

    @Override
    int evaluate(EventRegisters event) {
        return form == Form.PAIR
                ? event.pair(slot).test(event).ordinal()
                : test(event.operand(slot));
    }
}
