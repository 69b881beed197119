// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Alerts that wait for their turn: by time; what is told of a moment before what is told at an
 * event of that time, by correlation and key; what is told at events as they came.
 */
final class AlertQueue {

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private long count;

    private record Waiting(
            long time,
            boolean ofEvent,
            int correlation,
            byte[] key,
            long number,
            AlertStages.Raised raised)
            implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.compare(time, other.time);
            if (byTime != 0) {
                return byTime;
            }
            int byKind = Boolean.compare(ofEvent, other.ofEvent);
            if (byKind != 0 || ofEvent) {
                return byKind != 0 ? byKind : Long.compare(number, other.number);
            }
            int byCorrelation = Integer.compare(correlation, other.correlation);
            int byKey = Arrays.compareUnsigned(key, other.key);
            return byCorrelation != 0
                    ? byCorrelation
                    : byKey != 0 ? byKey : Long.compare(number, other.number);
        }
    }

    /** Told at an event. */
    void add(long time, AlertStages.Raised raised) {
        waiting.add(new Waiting(time, true, 0, new byte[0], count++, raised));
    }

    /** Told of a moment. */
    void add(long moment, int correlation, byte[] key, AlertStages.Raised raised) {
        waiting.add(new Waiting(moment, false, correlation, key, count++, raised));
    }

    /** The time of the next one; the end of time when there is none. */
    long earliest() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().time();
    }

    AlertStages.Raised remove() {
        return waiting.remove().raised();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
