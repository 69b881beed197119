// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StepEvent;
import java.util.List;
import java.util.Map;

/** Makes matches of a correlation without steps. */
record Found(Correlation correlation) {

    /** How many events a match names. */
    int sample() {
        return correlation.limits().sample();
    }

    /** Values that may be remembered. */
    int values() {
        return correlation.limits().values();
    }

    /** A count at an event, and all that was seen is in it. */
    Match counted(byte[] key, long time, Sample events, long count, long distinct) {
        return at(key, time, false, events, new Numbers(count, distinct, "", false));
    }

    /**
     * A number at an event.
     *
     * @param numbers how many events, how many distinct values, and the number itself
     */
    Match at(byte[] key, long time, boolean awaited, Sample events, Numbers numbers) {
        StepEvent last = events.last();
        return new Match(
                correlation.index(),
                key,
                time,
                awaited,
                last,
                Map.of(),
                List.copyOf(events.ids()),
                numbers.count(),
                numbers.distinct(),
                numbers.value(),
                events.first(),
                numbers.truncated());
    }

    /**
     * What was counted.
     *
     * @param value empty when counts are all there is
     */
    record Numbers(long count, long distinct, String value, boolean truncated) {}
}
