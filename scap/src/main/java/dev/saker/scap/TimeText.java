// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Text of points in time and spans. Times are UTC: the pipeline has no other zone. */
final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    // The digits that C's %g keeps, and the exponents between which it writes no exponent.
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private TimeText() {}

    static void append(long nanoseconds, ByteSink out) {
        long seconds = Long.divideUnsigned(nanoseconds, NANOS_PER_SECOND);
        out.append(SECONDS.format(Instant.ofEpochSecond(seconds)));
        out.append((byte) '.');
        out.appendPadded(Long.remainderUnsigned(nanoseconds, NANOS_PER_SECOND), 9);
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
