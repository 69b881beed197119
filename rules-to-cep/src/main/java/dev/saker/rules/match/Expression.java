// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Operand;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;

/** One operand, evaluated on its own: what outputs are filled in with. Not thread-safe. */
public final class Expression {
    private final EventRegisters registers = new EventRegisters();
    private final ValueSource source;

    public Expression(Operand operand) {
        source = new ValueSources(registers).of(operand);
    }

    /** The value for an event, lent until the next one. */
    public Value evaluate(EventView event) {
        registers.begin(event);
        return source.read(registers);
    }
}
