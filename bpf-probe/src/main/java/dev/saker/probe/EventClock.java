// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/**
 * Event time: the kernel's boot clock plus an offset that makes it the wall clock, in nanoseconds
 * since the epoch. The boot clock alone runs on through suspends and is never set.
 *
 * <p>When the wall clock drifts or is slewed, the offset follows at each {@link #refresh},
 * backwards by at most {@link #MAX_STEP_BACK} so that order within the reorder window stays what it
 * was. When it is set (by more than {@link #JUMP}), the offset follows at once: events from then on
 * carry the new time, and a step back shows as stragglers and is counted.
 */
final class EventClock {
    private static final long JUMP = 100_000_000;
    private static final long MAX_STEP_BACK = 500_000; // a quarter of the default reorder window

    /** {monotonic, boot, wall} of one moment. */
    @FunctionalInterface
    interface Source {
        void read(long[] into);
    }

    private final Source source;
    private final long[] clocks = new long[3];
    private long offset;
    private long overMonotonic;
    private long jumps;

    EventClock(Source source) {
        this.source = source;
        source.read(clocks);
        adopt(clocks[2] - clocks[1]);
    }

    /** What to add to the boot clock from now on. */
    long refresh() {
        source.read(clocks);
        long measured = clocks[2] - clocks[1];
        long change = measured - offset;
        if (Math.abs(change) > JUMP) {
            jumps++;
            adopt(measured);
        } else {
            adopt(offset + Math.max(change, -MAX_STEP_BACK));
        }
        return offset;
    }

    private void adopt(long newOffset) {
        offset = newOffset;
        overMonotonic = clocks[1] + newOffset - clocks[0];
    }

    long offset() {
        return offset;
    }

    /** The event time of this moment, from System.nanoTime, which is Linux' monotonic clock. */
    long now() {
        return System.nanoTime() + overMonotonic;
    }

    /** How often the wall clock was set. */
    long jumps() {
        return jumps;
    }
}
