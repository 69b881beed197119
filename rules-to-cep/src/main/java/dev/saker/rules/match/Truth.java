// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * The outcome of a condition. UNKNOWN is Kleene's third value: the record leaves out what would
 * decide. Null is no such value: Falco makes a comparison with null FALSE.
 */
enum Truth {
    FALSE,
    TRUE,
    UNKNOWN;

    static Truth of(boolean bool) {
        return bool ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case TRUE -> FALSE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
