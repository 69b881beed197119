// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads spans of time: a whole number and its unit. */
final class Durations {

    /** Sums of two of them, and of a time of the present, fit into 64 bits. */
    private static final long MAX_NANOS = 3650L * 86_400 * 1_000_000_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|[smhd])");

    private static final Map<String, Long> UNITS =
            Map.of(
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60 * 1_000_000_000L,
                    "h", 3600 * 1_000_000_000L,
                    "d", 86_400 * 1_000_000_000L);

    private Durations() {}

    /** More than nothing, in nanoseconds. */
    static long nanos(LocatedText text) throws LoadProblem {
        Matcher matcher = FORM.matcher(text.text());
        if (!matcher.matches()) {
            throw Extension.problem(
                    "'" + text.text() + "' is not a span of time",
                    "a whole number with its unit: 500ms, 30s, 5m, 2h, 7d",
                    text.span());
        }
        long count = Long.parseLong(matcher.group(1));
        long unit = UNITS.get(matcher.group(2));
        if (count == 0 || count > MAX_NANOS / unit) {
            throw Extension.problem(
                    "'" + text.text() + "' is not between 1ms and 3650d", "", text.span());
        }
        return count * unit;
    }
}
