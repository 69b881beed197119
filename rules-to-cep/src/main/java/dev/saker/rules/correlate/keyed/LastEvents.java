// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** The times of the last events of a step, as many as are asked for, and the last one whole. */
final class LastEvents {

    private final int wanted;
    private final Deque<Long> times = new ArrayDeque<>();
    private StepEvent newest;

    LastEvents(int wanted) {
        this.wanted = wanted;
    }

    void add(StepEvent event) {
        if (times.size() == wanted) {
            times.removeFirst();
        }
        times.addLast(event.time());
        newest = event;
    }

    boolean isFull() {
        return times.size() == wanted;
    }

    boolean isEmpty() {
        return times.isEmpty();
    }

    long oldest() {
        return times.getFirst();
    }

    StepEvent newest() {
        return newest;
    }

    void expire(long time, long span) {
        while (!times.isEmpty() && time - times.getFirst() > span) {
            times.removeFirst();
        }
        newest = times.isEmpty() ? null : newest;
    }

    void clear() {
        times.clear();
        newest = null;
    }

    void write(StateWriter out) {
        out.number(times.size());
        if (times.isEmpty()) {
            return;
        }
        long before = 0;
        for (long time : times) {
            out.number(time - before);
            before = time;
        }
        newest.write(out);
    }

    void read(StateReader in) {
        clear();
        long count = in.number();
        if (count == 0) {
            return;
        }
        long time = 0;
        for (long i = 0; i < count; i++) {
            time += in.number();
            times.addLast(time);
        }
        newest = StepEvent.read(in);
        while (times.size() > wanted) {
            times.removeFirst();
        }
    }
}
