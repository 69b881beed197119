// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of a value into what the record wants. What it cannot take it says in words. */
final class ScalarParser {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private ScalarParser() {}

    static boolean knows(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Path.class
                || type == Duration.class
                || type == Instant.class
                || type == Secret.class;
    }

    /** Throws IllegalArgumentException whose message completes a sentence about the value. */
    static Object parse(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == short.class) {
            return wholeIn(text, type);
        }
        if (type == long.class) {
            return whole(text);
        }
        if (type == double.class) {
            return real(text);
        }
        if (type == boolean.class) {
            return truth(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == Instant.class) {
            return instant(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type == Secret.class) {
            return new Secret(text);
        }
        return constant(text, type);
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number");
        }
    }

    private static Object wholeIn(String text, Class<?> type) {
        long value = whole(text);
        if (type == short.class && value == (short) value) {
            return (short) value;
        }
        if (type == int.class && value == (int) value) {
            return (int) value;
        }
        throw new IllegalArgumentException(text + " is out of range");
    }

    private static double real(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number");
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration such as 500ms, 30s, 5m, 2h or 7d");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(whole(matcher.group(1)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time such as 2026-11-22T07:00:00Z", e);
        }
    }

    private static Object constant(String text, Class<?> type) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        String all =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + text + "' is none of " + all);
    }
}
