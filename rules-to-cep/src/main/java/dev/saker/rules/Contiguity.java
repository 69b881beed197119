// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may stand between two events of a sequence, of those that any of its steps is about. */
public enum Contiguity {
    /** Nothing. */
    STRICT,
    /** What does not fit: the next event that fits is the one. */
    RELAXED,
    /** Anything: an event that fits may be passed over for a later one. */
    ANY;

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Contiguity> parse(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Contiguity::word).toList();
    }
}
