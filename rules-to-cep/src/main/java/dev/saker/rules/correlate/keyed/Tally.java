// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of events, added up so that their order makes no difference. In thousandths throughout.
 */
final class Tally {

    /** Distinguishes values by less than one in a hundred. */
    private static final int BITS = 7;

    private final CorrelationType type;
    private final int percentile;
    private long count;
    private BigInteger sum = BigInteger.ZERO;

    /** For percentiles: how many values there are of a size, and the greatest of them. */
    private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();

    private record Bucket(long count, long greatest) {

        Bucket plus(Bucket other) {
            return new Bucket(count + other.count, Math.max(greatest, other.greatest));
        }
    }

    Tally(CorrelationType type, int percentile) {
        this.type = type;
        this.percentile = percentile;
    }

    void add(long thousandths) {
        count++;
        if (type == CorrelationType.VALUE_PERCENTILE) {
            buckets.merge(size(thousandths), new Bucket(1, thousandths), Bucket::plus);
        } else {
            sum = sum.add(BigInteger.valueOf(thousandths));
        }
    }

    void add(Tally other) {
        count += other.count;
        sum = sum.add(other.sum);
        other.buckets.forEach((size, bucket) -> buckets.merge(size, bucket, Bucket::plus));
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
        sum = BigInteger.ZERO;
        buckets.clear();
    }

    /** Of no values only the sum is known: 0. */
    boolean meets(Threshold threshold) {
        return switch (type) {
            case EVENT_COUNT, VALUE_COUNT -> threshold.holds(count);
            case VALUE_SUM -> threshold.holds(sum, 1);
            case VALUE_AVG -> count > 0 && threshold.holds(sum, count);
            default -> count > 0 && threshold.holds(BigInteger.valueOf(ranked()), 1);
        };
    }

    /** The number as text, with at most three decimals. */
    String text() {
        return switch (type) {
            case EVENT_COUNT, VALUE_COUNT -> "";
            case VALUE_SUM -> text(new BigDecimal(sum));
            case VALUE_AVG ->
                    count == 0
                            ? ""
                            : text(
                                    new BigDecimal(sum)
                                            .divide(
                                                    BigDecimal.valueOf(count),
                                                    RoundingMode.HALF_UP));
            default -> count == 0 ? "" : text(BigDecimal.valueOf(ranked()));
        };
    }

    private static String text(BigDecimal thousandths) {
        BigDecimal number = thousandths.movePointLeft(3);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** By nearest rank: the least value that so many in a hundred do not exceed. */
    private long ranked() {
        long rank = (count * percentile + 99) / 100;
        long seen = 0;
        for (Bucket bucket : buckets.values()) {
            seen += bucket.count();
            if (seen >= rank) {
                return bucket.greatest();
            }
        }
        throw new IllegalStateException("percentile of nothing");
    }

    /** Exact for small values; of others the leading bits. Greater values have greater sizes. */
    private static int size(long value) {
        long magnitude = Math.abs(value);
        int size;
        if (magnitude < 1L << BITS) {
            size = (int) magnitude;
        } else {
            int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude) - BITS;
            size = (shift + 1 << BITS) + (int) (magnitude >>> shift & (1 << BITS) - 1);
        }
        return value < 0 ? -size : size;
    }

    void write(StateWriter out) {
        out.number(count);
        out.bytes(sum.toByteArray());
        out.number(buckets.size());
        for (Map.Entry<Integer, Bucket> bucket : buckets.entrySet()) {
            out.number(bucket.getKey());
            out.number(bucket.getValue().count());
            out.number(bucket.getValue().greatest());
        }
    }

    void read(StateReader in) {
        count = in.number();
        sum = new BigInteger(in.bytes());
        long sizes = in.number();
        for (long i = 0; i < sizes; i++) {
            int size = (int) in.number();
            buckets.put(size, new Bucket(in.number(), in.number()));
        }
    }
}
