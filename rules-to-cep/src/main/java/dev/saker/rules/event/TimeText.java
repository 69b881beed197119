// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;

/** Dates and times of day from nanoseconds, UTC, without the objects of java.time. */
final class TimeText {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;
    private static final int ERA_DAYS = 146_097;

    private TimeText() {}

    /** HH:MM:SS, and .nnnnnnnnn if asked for. */
    static void appendTime(long nanos, boolean withNanos, ByteSink sink) {
        long second = Math.floorMod(Math.floorDiv(nanos, SECOND), DAY_SECONDS);
        sink.appendPadded(second / 3600, 2);
        sink.append((byte) ':');
        sink.appendPadded(second / 60 % 60, 2);
        sink.append((byte) ':');
        sink.appendPadded(second % 60, 2);
        if (withNanos) {
            sink.append((byte) '.');
            sink.appendPadded(Math.floorMod(nanos, SECOND), 9);
        }
    }

    /** YYYY-MM-DD. Counts in eras of 400 years that begin in March, so that leap days come last. */
    static void appendDate(long nanos, ByteSink sink) {
        long day = Math.floorDiv(nanos, SECOND * DAY_SECONDS) + 719_468;
        long era = Math.floorDiv(day, (long) ERA_DAYS);
        long dayOfEra = day - era * ERA_DAYS;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * dayOfYear + 2) / 153;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        sink.appendPadded(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        sink.append((byte) '-');
        sink.appendPadded(month, 2);
        sink.append((byte) '-');
        sink.appendPadded(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    }
}
