// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;

/**
 * What transformers have in common: they are null when an argument is, unknown when one is, and
 * write what they make into memory of their own. Not thread-safe.
 */
abstract class Transformed implements ValueSource {
    private static final int CALL_COST = 8;

    private final ValueSource[] arguments;
    private final Value result = new Value();
    private final ByteSink memory = new ByteSink(64);

    Transformed(ValueSource... arguments) {
        this.arguments = arguments;
    }

    /** Sets the result, the arguments being neither null nor unknown. */
    abstract void transform(EventRegisters event, Value result, ByteSink memory);

    final Value argument(int index, EventRegisters event) {
        return arguments[index].read(event);
    }

    final int arguments() {
        return arguments.length;
    }

    @Override
    public final Value read(EventRegisters event) {
        boolean unknown = false;
        for (ValueSource argument : arguments) {
            Value value = argument.read(event);
            if (value.kind() == Value.Kind.NULL) {
                result.setNull();
                return result;
            }
            unknown |= Unknowns.isIn(value);
        }
        if (unknown) {
            result.setUnknown();
        } else {
            memory.clear();
            transform(event, result, memory);
        }
        return result;
    }

    @Override
    public final FieldRef unknownField(EventRegisters event) {
        for (ValueSource argument : arguments) {
            if (Unknowns.isIn(argument.read(event))) {
                return argument.unknownField(event);
            }
        }
        throw new IllegalStateException("unknown value without an unknown argument");
    }

    @Override
    public final int cost() {
        int cost = CALL_COST;
        for (ValueSource argument : arguments) {
            cost += argument.cost();
        }
        return cost;
    }
}
