// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.util.Arrays;

/**
 * Ratios of interleaved pairs: their median, and the interval of order statistics that holds the
 * true median with a probability of at least 95 %, whatever the distribution.
 */
record Paired(double median, double low, double high) {
    private static final double TAIL = 0.025;

    static Paired of(double[] ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        int cut = cut(count);
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return new Paired(median, sorted[cut], sorted[count - 1 - cut]);
    }

    /**
     * How many may be left out at either end: P(so few of them are below the median) stays small.
     */
    private static int cut(int count) {
        double probability = Math.pow(0.5, count);
        double sum = probability;
        int cut = 0;
        while (sum <= TAIL) {
            cut++;
            probability = probability * (count - cut + 1) / cut;
            sum += probability;
        }
        return Math.max(0, cut - 1);
    }

    @Override
    public String toString() {
        return String.format("%.3f (%.3f to %.3f)", median, low, high);
    }
}
