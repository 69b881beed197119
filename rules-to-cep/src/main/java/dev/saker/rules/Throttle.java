// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

/**
 * How many alerts get through. Both parts may be asked for: an alert has to pass both.
 *
 * @param quietNanos after an alert that got through none does for so long; 0 for no such limit
 * @param rateCount so many at once, and in the long run so many in {@code rateNanos}; 0 for no such
 *     limit
 */
public record Throttle(long quietNanos, int rateCount, long rateNanos) {

    public Throttle {
        if (quietNanos < 0 || rateCount < 0 || (rateCount > 0 && rateNanos < rateCount)) {
            throw new IllegalArgumentException(
                    "throttle of " + quietNanos + ", " + rateCount + "/" + rateNanos);
        }
    }

    public boolean hasQuiet() {
        return quietNanos > 0;
    }

    public boolean hasRate() {
        return rateCount > 0;
    }
}
