// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Locale;

/** How a number is printed. */
public enum PrintFormat {
    PLAIN,
    DECIMAL,
    /** A decimal that is a name rather than a quantity. */
    ID,
    HEX,
    OCTAL,
    /** Nanoseconds within a second, with leading zeros. */
    PADDED;

    /** As in the catalogue. */
    public static PrintFormat parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
