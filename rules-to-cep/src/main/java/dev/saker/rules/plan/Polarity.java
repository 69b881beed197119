// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

/** Which outcome of a condition must not be turned away. */
enum Polarity {
    /** The condition itself. */
    HOLDS,
    /** Its negation: then a null, too, which makes any comparison false. */
    FAILS;

    Polarity inverse() {
        return this == HOLDS ? FAILS : HOLDS;
    }
}
