// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Text of points in time and spans. Times are UTC: the pipeline has no other zone. Points in time
 * make no object, because conditions may ask for their text event by event.
 */
public final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;
    private static final int ERA_DAYS = 146_097;
    // The digits that C's %g keeps, and the exponents between which it writes no exponent.
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private TimeText() {}

    /** YYYY-MM-DD HH:MM:SS.nnnnnnnnn. */
    static void append(long nanos, ByteSink out) {
        appendDate(nanos, out);
        out.append((byte) ' ');
        appendTime(nanos, true, out);
    }

    /** HH:MM:SS, and .nnnnnnnnn if asked for. */
    public static void appendTime(long nanos, boolean withNanos, ByteSink out) {
        long second = Long.divideUnsigned(nanos, NANOS_PER_SECOND) % DAY_SECONDS;
        out.appendPadded(second / 3600, 2);
        out.append((byte) ':');
        out.appendPadded(second / 60 % 60, 2);
        out.append((byte) ':');
        out.appendPadded(second % 60, 2);
        if (withNanos) {
            out.append((byte) '.');
            out.appendPadded(Long.remainderUnsigned(nanos, NANOS_PER_SECOND), 9);
        }
    }

    /** YYYY-MM-DD. Counts in eras of 400 years that begin in March, so that leap days come last. */
    public static void appendDate(long nanos, ByteSink out) {
        long day = Long.divideUnsigned(nanos, NANOS_PER_SECOND * DAY_SECONDS) + 719_468;
        long era = day / ERA_DAYS;
        long dayOfEra = day - era * ERA_DAYS;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * dayOfYear + 2) / 153;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        out.appendPadded(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        out.append((byte) '-');
        out.appendPadded(month, 2);
        out.append((byte) '-');
        out.appendPadded(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    }

    /** Appends a span as seconds with six digits, 1.5s. */
    static void appendSeconds(long nanoseconds, ByteSink out) {
        BigDecimal exact = new BigDecimal(Long.toUnsignedString(nanoseconds)).movePointLeft(9);
        BigDecimal rounded = exact.round(SIX_DIGITS);
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0) {
            out.append((byte) '0');
        } else if (exponent < LEAST_PLAIN_EXPONENT || exponent >= SIX_DIGITS.getPrecision()) {
            out.append(rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString());
            out.append(exponent < 0 ? "e-" : "e+");
            out.appendPadded(Math.abs(exponent), 2);
        } else {
            out.append(rounded.stripTrailingZeros().toPlainString());
        }
        out.append((byte) 's');
    }
}
