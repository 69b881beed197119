// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.field.FieldRef;

/** A condition in the form in which it is evaluated. */
interface Node {
    Truth test(EventRegisters event);

    /**
     * A field on which the outcome hangs. Asked only when {@link #test} said UNKNOWN for this
     * event.
     */
    FieldRef unknownField(EventRegisters event);
}
