// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.PrintStream;
import org.HdrHistogram.Histogram;

/** Prints one row of percentiles, in milliseconds, per measurement. */
final class LatencyTable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;

    /** Alerts that had to come, and how long those that came took, in ns. */
    record Sample(int wanted, Histogram histogram) {}

    LatencyTable(PrintStream out) {
        this.out = out;
        out.printf(
                "%-18s %7s %7s %9s %9s %9s%n", "", "wanted", "came", "p50 ms", "p99 ms", "max ms");
    }

    void row(String name, Sample sample) {
        Histogram histogram = sample.histogram();
        out.printf(
                "%-18s %7d %7d %9.1f %9.1f %9.1f%n",
                name,
                sample.wanted(),
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / NANOS_PER_MILLI,
                histogram.getValueAtPercentile(99) / NANOS_PER_MILLI,
                histogram.getMaxValue() / NANOS_PER_MILLI);
    }
}
