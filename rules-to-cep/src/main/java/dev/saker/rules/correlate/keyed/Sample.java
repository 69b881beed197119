// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** The newest events of those that count: the last one as a whole, some before it by name. */
final class Sample {

    private final int most;
    private final Deque<String> ids = new ArrayDeque<>();
    private StepEvent last;
    private long first = KeyState.NEVER;

    Sample(int most) {
        this.most = most;
    }

    void add(StepEvent event) {
        if (first == KeyState.NEVER) {
            first = event.time();
        }
        last = event;
        if (ids.size() == most) {
            ids.removeFirst();
        }
        ids.addLast(event.id());
    }

    /** Time of the oldest event that still counts. */
    void setFirst(long time) {
        first = time;
    }

    long first() {
        return first;
    }

    StepEvent last() {
        return last;
    }

    Deque<String> ids() {
        return ids;
    }

    boolean isEmpty() {
        return last == null;
    }

    void clear() {
        ids.clear();
        last = null;
        first = KeyState.NEVER;
    }

    void write(StateWriter out) {
        out.flag(last != null);
        if (last == null) {
            return;
        }
        last.write(out);
        out.fixed(first);
        out.number(ids.size() - 1);
        ids.stream().limit(ids.size() - 1L).forEach(out::text);
    }

    void read(StateReader in) {
        clear();
        if (!in.flag()) {
            return;
        }
        last = StepEvent.read(in);
        first = in.fixed();
        long before = in.number();
        for (long i = 0; i < before; i++) {
            ids.addLast(in.text());
        }
        ids.addLast(last.id());
        while (ids.size() > most) {
            ids.removeFirst();
        }
    }
}
