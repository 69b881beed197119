// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a correlation looks for among the events of one key. */
public enum CorrelationType {
    EVENT_COUNT,
    VALUE_COUNT,
    VALUE_SUM,
    VALUE_AVG,
    VALUE_PERCENTILE,
    TEMPORAL,
    TEMPORAL_ORDERED,
    NEW_VALUE;

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CorrelationType> parse(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(CorrelationType::word).toList();
    }

    /** Whether it is made of steps, rather than of one condition. */
    public boolean hasSteps() {
        return this == TEMPORAL || this == TEMPORAL_ORDERED;
    }

    /** Whether a number over a window is held against a threshold. */
    public boolean hasThreshold() {
        return switch (this) {
            case EVENT_COUNT, VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE -> true;
            case TEMPORAL, TEMPORAL_ORDERED, NEW_VALUE -> false;
        };
    }

    /** Whether values of a field are what is looked at. */
    public boolean hasField() {
        return switch (this) {
            case VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, NEW_VALUE -> true;
            case EVENT_COUNT, TEMPORAL, TEMPORAL_ORDERED -> false;
        };
    }

    /** Whether the field has to be a number. */
    public boolean isNumeric() {
        return this == VALUE_SUM || this == VALUE_AVG || this == VALUE_PERCENTILE;
    }
}
