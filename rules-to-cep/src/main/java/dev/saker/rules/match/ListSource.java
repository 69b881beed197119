// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;

/** A list written out in a rule. */
final class ListSource extends Transformed {
    ListSource(ValueSource[] items) {
        super(items);
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        result.beginList();
        for (int i = 0; i < arguments(); i++) {
            result.addElement().set(argument(i, event));
        }
    }
}
