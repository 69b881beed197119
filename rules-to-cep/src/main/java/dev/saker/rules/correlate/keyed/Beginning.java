// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.util.Arrays;

/**
 * Part of a sequence.
 *
 * @param firstId identity of the first event
 * @param start its time
 * @param stepEnd time of the event that completed the last complete step
 * @param events that completed the steps so far; null for the steps that are open. Not changed
 */
record Beginning(String firstId, long start, long stepEnd, StepEvent[] events) {

    /** An event is the first. */
    static Beginning of(Hit hit, int steps, boolean completes) {
        StepEvent[] events = new StepEvent[steps];
        if (completes) {
            events[0] = hit.event();
        }
        return new Beginning(hit.event().id(), hit.time(), hit.time(), events);
    }

    /** With one more event, which may complete a step. */
    Beginning with(Hit hit, int step, boolean completes) {
        if (!completes) {
            return this;
        }
        StepEvent[] more = Arrays.copyOf(events, events.length);
        more[step] = hit.event();
        return new Beginning(firstId, start, hit.time(), more);
    }

    /** Whether both have one first event. */
    boolean beginsLike(Beginning other) {
        return firstId.equals(other.firstId);
    }

    void write(StateWriter out) {
        out.text(firstId);
        out.fixed(start);
        out.number(stepEnd - start);
        for (StepEvent event : events) {
            out.flag(event != null);
            if (event != null) {
                event.write(out);
            }
        }
    }

    static Beginning read(StateReader in, int steps) {
        String firstId = in.text();
        long start = in.fixed();
        long stepEnd = start + in.number();
        StepEvent[] events = new StepEvent[steps];
        for (int i = 0; i < steps; i++) {
            events[i] = in.flag() ? StepEvent.read(in) : null;
        }
        return new Beginning(firstId, start, stepEnd, events);
    }
}
