// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Locale;

/** What may be done with a field. */
public enum FieldFlag {
    LIST,
    ARGUMENT_ALLOWED,
    ARGUMENT_REQUIRED,
    DEPRECATED,
    HIDDEN,
    FILTER_ONLY,
    PRINT_ONLY,
    /** Not on the right of an operator. */
    NO_RHS,
    NO_TRANSFORMER,
    /** Appended to outputs when the configuration asks for suggested fields. */
    SUGGESTED;

    /** As in the catalogue. */
    public static FieldFlag parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
