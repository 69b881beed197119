// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Falco's three ways of writing a time of ns since the epoch. */
final class FalcoTime {
    private static final long NANOS = 1_000_000_000L;
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn", Locale.ROOT);
    private static final DateTimeFormatter ISO_8601 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FalcoTime() {}

    static String timeOfDay(long time, ZoneId zone) {
        return TIME_OF_DAY.format(instant(time).atZone(zone));
    }

    /** In the text of an alert. */
    static String isoWithOffset(long time) {
        return ISO_8601.format(instant(time)) + "+0000";
    }

    /** In the time property of the JSON object. */
    static String isoWithZ(long time) {
        return ISO_8601.format(instant(time)) + "Z";
    }

    private static Instant instant(long time) {
        return Instant.ofEpochSecond(Math.floorDiv(time, NANOS), Math.floorMod(time, NANOS));
    }
}
