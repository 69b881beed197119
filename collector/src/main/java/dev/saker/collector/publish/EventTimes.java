// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import java.time.Duration;

/**
 * How far event time has come: what markers promise that no later event is earlier than. While
 * events wait in the rings that is the last one delivered. Once the rings were found empty it is
 * the wall clock, less a margin: event time is the kernel's clock plus an offset that follows the
 * wall clock, at most 100 ms behind it, and the reader holds events back for its reorder window.
 *
 * <p>It never goes back within a run. When somebody sets the clock back, events are earlier than
 * what was promised until time has caught up; they keep their true time and are counted.
 */
public final class EventTimes {
    static final Duration CLOCK_MARGIN = Duration.ofMillis(150);

    private final long marginNanos;
    private long promised;
    private long last;
    private long behind;

    public EventTimes(Duration reorderWindow, long startNanos) {
        this.marginNanos = CLOCK_MARGIN.plus(reorderWindow).toNanos();
        this.promised = startNanos - marginNanos;
        this.last = promised;
    }

    /** An event was delivered. */
    public void event(long time) {
        if (time < promised) {
            behind++;
        }
        last = time;
    }

    /** The rings held nothing more when the wall clock showed this. */
    public void drained(long wallNanos) {
        promised = Math.max(promised, wallNanos - marginNanos);
    }

    /** What the next marker may promise. */
    public long promise() {
        promised = Math.max(promised, last);
        return promised;
    }

    /** Time of the last event delivered. */
    public long last() {
        return last;
    }

    /** Events that came after a marker had promised there would be none so early. */
    public long behind() {
        return behind;
    }
}
