// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import java.time.Duration;

/**
 * What a node may publish in the long run. A bucket of two seconds' worth of bytes fills at the
 * rate allowed and is emptied by what is published; how empty it is says how much must be shed. For
 * one thread.
 */
final class RateCeiling {
    private static final long BURST_NANOS = Duration.ofSeconds(2).toNanos();

    private final double bytesPerNano;
    private final double most;
    private double left;
    private long filledAt;

    /**
     * @param bytesPerSecond 0 for no ceiling
     */
    RateCeiling(long bytesPerSecond, long nowNanos) {
        this.bytesPerNano = bytesPerSecond / (double) Duration.ofSeconds(1).toNanos();
        this.most = bytesPerNano * BURST_NANOS;
        this.left = most;
        this.filledAt = nowNanos;
    }

    /**
     * @param bytes negative if less was spent than was said
     */
    void spend(double bytes) {
        // What must go out even so is paid back, but not for ever.
        left = Math.max(left - bytes, -most);
    }

    /** How much of the allowance is used up, in percent: 0 to 100. */
    int usedPercent(long nowNanos) {
        if (most == 0) {
            return 0;
        }
        left = Math.min(most, left + (nowNanos - filledAt) * bytesPerNano);
        filledAt = nowNanos;
        return (int) Math.min(100, 100 - 100 * left / most);
    }
}
