// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.Locale;
import java.util.Optional;

/** How many items of a list an operator must hold for. All three are false for an empty list. */
public enum Modifier {
    /** Exactly one; equal items count each. */
    ONEOF,
    ANYOF,
    ALLOF;

    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Modifier> parse(String symbol) {
        for (Modifier modifier : values()) {
            if (modifier.symbol().equals(symbol)) {
                return Optional.of(modifier);
            }
        }
        return Optional.empty();
    }
}
