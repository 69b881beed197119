// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;

/** Something with a value for each event: a field, a transformer over others, a constant. */
interface ValueSource {
    /** The value for the event at hand, lent until the next event. */
    Value read(EventRegisters event);

    /** A field that makes the value unknown. Asked only when it is, or when an element is. */
    FieldRef unknownField(EventRegisters event);

    /** How dear reading it is, in units of comparing a number. */
    int cost();
}
