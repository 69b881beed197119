// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which events of a key are looked at together. */
public enum WindowKind {
    /** Those of the span that ends with the event at hand, both ends included. */
    SLIDING,
    /** Those of one stretch of the clock; stretches are aligned to the epoch and do not overlap. */
    TUMBLING,
    /** Those that follow each other with no gap longer than so much. */
    SESSION;

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WindowKind> parse(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(WindowKind::word).toList();
    }
}
