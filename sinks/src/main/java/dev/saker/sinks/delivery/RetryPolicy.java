// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import dev.saker.schemas.config.Default;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * When to try again and when to give up. The delay doubles from try to try and is shortened by a
 * random part, so that senders whose receiver came back do not all call in the same moment.
 *
 * @param maxDelay short enough that a backlog flows soon after the receiver is back
 * @param jitter the largest part of a delay that chance may take away
 * @param attempts 0 for no limit
 * @param maxAge since the first try of this alert; 0 for no limit
 */
public record RetryPolicy(
        @Default("200ms") Duration firstDelay,
        @Default("10s") Duration maxDelay,
        @Default("0.5") double jitter,
        @Default("0") int attempts,
        @Default("1h") Duration maxAge)
        implements Serializable {

    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    Duration.ofMillis(200), Duration.ofSeconds(10), 0.5, 0, Duration.ofHours(1));

    /** Doubling further would overflow, and the longest delay is reached long before. */
    private static final int MAX_DOUBLINGS = 30;

    public RetryPolicy {
        if (firstDelay.isZero() || firstDelay.compareTo(maxDelay) > 0) {
            throw new IllegalArgumentException(
                    "first_delay must be above 0 and at most max_delay " + maxDelay);
        }
        if (jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("jitter " + jitter + " is not between 0 and 1");
        }
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts " + attempts + " is below 0");
        }
    }

    /**
     * How long to wait before the next try; empty when there is to be none.
     *
     * @param tries so far
     * @param age since the first try
     * @param asked by the receiver
     * @param chance from 0 to 1
     */
    Optional<Duration> delay(int tries, Duration age, Duration asked, double chance) {
        Duration own = backoff(tries, chance);
        Duration delay = asked.compareTo(own) > 0 ? asked : own;
        boolean tooOften = attempts > 0 && tries >= attempts;
        boolean tooOld = !maxAge.isZero() && age.plus(delay).compareTo(maxAge) > 0;
        return tooOften || tooOld ? Optional.empty() : Optional.of(delay);
    }

    private Duration backoff(int tries, double chance) {
        double doubled = firstDelay.toNanos() * (double) (1L << Math.min(tries - 1, MAX_DOUBLINGS));
        double longest = Math.min(doubled, maxDelay.toNanos());
        return Duration.ofNanos((long) (longest * (1 - jitter * chance)));
    }
}
