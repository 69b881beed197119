// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;

/** Looks for the unknown in values. */
final class Unknowns {
    private Unknowns() {}

    /** Whether the value is unknown or a list with an element that is. */
    static boolean isIn(Value value) {
        if (value.kind() != Value.Kind.LIST) {
            return value.kind() == Value.Kind.UNKNOWN;
        }
        for (int i = 0; i < value.size(); i++) {
            if (isIn(value.element(i))) {
                return true;
            }
        }
        return false;
    }
}
