// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.util.Locale;
import java.util.Optional;

/** Functions over fields. */
public enum Transformer {
    TOLOWER,
    TOUPPER,
    /** Decodes; bad input makes null. */
    B64,
    BASENAME,
    LEN,
    /** Arguments: separator, list. */
    JOIN,
    CONCAT,
    /** Arguments: argument list, option string; the option asked for is in the brackets. */
    GETOPT;

    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Transformer> parse(String symbol) {
        for (Transformer transformer : values()) {
            if (transformer.symbol().equals(symbol)) {
                return Optional.of(transformer);
            }
        }
        return Optional.empty();
    }
}
