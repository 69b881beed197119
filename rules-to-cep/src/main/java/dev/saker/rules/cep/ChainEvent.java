// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;

/**
 * An event as the engine gets it.
 *
 * @param order place among the key's events
 * @param inputs a bit for each input whose condition it meets
 */
record ChainEvent(long order, long inputs, StepEvent event) {

    boolean matches(int input) {
        return (inputs >>> input & 1) != 0;
    }

    void write(StateWriter out) {
        out.number(order);
        out.number(inputs);
        event.write(out);
    }

    static ChainEvent read(StateReader in) {
        return new ChainEvent(in.number(), in.number(), StepEvent.read(in));
    }
}
