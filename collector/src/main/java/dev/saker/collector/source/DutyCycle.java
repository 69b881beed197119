// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.source;

import java.time.Duration;

/**
 * How long the reader sleeps between two looks at the rings. Commits in the kernel wake nobody,
 * which is what makes them cheap; looking every few milliseconds costs less than being woken for
 * each event and is soon enough for an alert.
 */
public final class DutyCycle {
    private final long shortest;
    private final long longest;
    private long pause;

    public DutyCycle(Duration shortest, Duration longest) {
        this.shortest = shortest.toNanos();
        this.longest = longest.toNanos();
        this.pause = this.shortest;
    }

    /** Nanoseconds to sleep after a look that found so many events. */
    public long pauseAfter(int events) {
        pause = events > 0 ? shortest : Math.min(pause * 2, longest);
        return pause;
    }
}
