// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as rules have them: a whole number and its unit. */
public final class Durations {

    /** Sums of two of them, and of a time of the present, fit into 64 bits. */
    private static final long MAX_NANOS = 3650L * 86_400 * 1_000_000_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|[smhd])");

    /** The longest first. */
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("d", 86_400 * 1_000_000_000L),
                    new Unit("h", 3600 * 1_000_000_000L),
                    new Unit("m", 60 * 1_000_000_000L),
                    new Unit("s", 1_000_000_000L),
                    new Unit("ms", 1_000_000L));

    private record Unit(String word, long nanos) {}

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
        long unit = unit(matcher.group(2)).nanos();
        if (count == 0 || count > MAX_NANOS / unit) {
            throw Extension.problem(
                    "'" + text.text() + "' is not between 1ms and 3650d", "", text.span());
        }
        return count * unit;
    }

    /**
     * What {@link #nanos} reads as that span, in the longest unit of which it is a whole number.
     *
     * @param nanos whole milliseconds, as all that was read
     */
    public static String text(long nanos) {
        for (Unit unit : UNITS) {
            if (nanos % unit.nanos() == 0) {
                return nanos / unit.nanos() + unit.word();
            }
        }
        throw new IllegalArgumentException(nanos + " ns are no whole milliseconds");
    }

    private static Unit unit(String word) {
        return UNITS.stream().filter(unit -> unit.word().equals(word)).findFirst().orElseThrow();
    }
}
