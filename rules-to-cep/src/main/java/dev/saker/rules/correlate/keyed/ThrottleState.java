// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.Throttle;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.OptionalLong;

/**
 * Which alerts of one kind get through. The rate is a bucket that starts full and fills with event
 * time; it is counted in nanoseconds, of which an alert costs its share.
 */
public final class ThrottleState {

    private final Throttle throttle;
    private long quietUntil = KeyState.NEVER;
    private long credit;
    private long filledAt = KeyState.NEVER;
    private long suppressed;

    public ThrottleState(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * An alert at a time.
     *
     * @return if it gets through, how many were held back since the last that did
     */
    public OptionalLong pass(long time) {
        fill(time);
        long cost = throttle.hasRate() ? throttle.rateNanos() / throttle.rateCount() : 0;
        boolean quiet = throttle.hasQuiet() && quietUntil != KeyState.NEVER && time <= quietUntil;
        if (quiet || (throttle.hasRate() && credit < cost)) {
            suppressed++;
            return OptionalLong.empty();
        }
        credit -= cost;
        quietUntil = KeyState.after(time, throttle.quietNanos());
        long before = suppressed;
        suppressed = 0;
        return OptionalLong.of(before);
    }

    private void fill(long time) {
        if (filledAt == KeyState.NEVER) {
            credit = throttle.rateNanos();
        } else if (time > filledAt) {
            long room = throttle.rateNanos() - credit;
            credit += Math.min(room, time - filledAt);
        }
        filledAt = Math.max(filledAt, time);
    }

    /** Whether a new state would do as well at a time. */
    public boolean isSpent(long time) {
        boolean quiet = throttle.hasQuiet() && time <= quietUntil;
        boolean full = credit + Math.max(0, time - filledAt) >= throttle.rateNanos();
        return suppressed == 0 && !quiet && full;
    }

    public void write(StateWriter out) {
        out.fixed(quietUntil);
        out.fixed(credit);
        out.fixed(filledAt);
        out.number(suppressed);
    }

    public void read(StateReader in) {
        quietUntil = in.fixed();
        credit = in.fixed();
        filledAt = in.fixed();
        suppressed = in.number();
    }
}
