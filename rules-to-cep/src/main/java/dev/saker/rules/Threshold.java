// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.math.BigInteger;
import java.util.List;

/**
 * What a number has to be. Numbers are in thousandths, so that an average can be compared without
 * rounding.
 *
 * @param bounds all of them must hold
 */
public record Threshold(List<Bound> bounds) {

    /** How many units a whole number has. */
    public static final int SCALE = 1000;

    /** A comparison, by the word that rules use. */
    public enum Comparison {
        GTE,
        GT,
        LTE,
        LT,
        EQ,
        NEQ
    }

    /**
     * @param thousandths of the number to compare with
     */
    public record Bound(Comparison comparison, long thousandths) {

        private boolean holds(int order) {
            return switch (comparison) {
                case GTE -> order >= 0;
                case GT -> order > 0;
                case LTE -> order <= 0;
                case LT -> order < 0;
                case EQ -> order == 0;
                case NEQ -> order != 0;
            };
        }
    }

    public Threshold {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("threshold without a bound");
        }
    }

    /** Whether more can only help: such a threshold is told at an event, not at a window's end. */
    public boolean isLowerBound() {
        return bounds.stream()
                .allMatch(b -> b.comparison() == Comparison.GTE || b.comparison() == Comparison.GT);
    }

    /** The least whole number that meets a lower bound. */
    public long least() {
        long least = Long.MIN_VALUE;
        for (Bound bound : bounds) {
            long whole =
                    bound.comparison() == Comparison.GT
                            ? Math.floorDiv(bound.thousandths(), SCALE) + 1
                            : -Math.floorDiv(-bound.thousandths(), SCALE);
            least = Math.max(least, whole);
        }
        return least;
    }

    /** Whether a whole number meets it. */
    public boolean holds(long number) {
        return holds(BigInteger.valueOf(number).multiply(BigInteger.valueOf(SCALE)), 1);
    }

    /**
     * Whether a quotient meets it.
     *
     * @param thousandths of the dividend
     * @param divisor greater than zero
     */
    public boolean holds(BigInteger thousandths, long divisor) {
        for (Bound bound : bounds) {
            BigInteger limit =
                    BigInteger.valueOf(bound.thousandths()).multiply(BigInteger.valueOf(divisor));
            if (!bound.holds(thousandths.compareTo(limit))) {
                return false;
            }
        }
        return true;
    }
}
