// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a correlation found.
 *
 * @param time of the event that completed it, or at which it was certain that none came
 * @param awaitsMarker whether it rests on something that did not come: true only if the node of
 *     {@code last} was heard at {@link #time} or later
 * @param last the newest event it is made of
 * @param steps the newest event of each step, by the step's id
 * @param events identities of the events it names, in their order
 * @param value the number that met the threshold, for types that have one besides counts
 * @param first time of its first event
 * @param truncated whether a limit made the correlation forget something of this key
 */
public record Match(
        int correlation,
        byte[] key,
        long time,
        boolean awaitsMarker,
        StepEvent last,
        Map<String, StepEvent> steps,
        List<String> events,
        long count,
        long distinct,
        String value,
        long first,
        boolean truncated) {

    public Match {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(last, "last is null");
        Objects.requireNonNull(value, "value is null");
        steps = Map.copyOf(steps);
        events = List.copyOf(events);
    }

    /** Appends what {@link #read} reads. */
    public void write(StateWriter out) {
        out.number(correlation);
        out.bytes(key);
        out.fixed(time);
        out.flag(awaitsMarker);
        last.write(out);
        out.number(steps.size());
        new TreeMap<>(steps)
                .forEach(
                        (id, event) -> {
                            out.text(id);
                            event.write(out);
                        });
        out.number(events.size());
        events.forEach(out::text);
        out.number(count);
        out.number(distinct);
        out.text(value);
        out.fixed(first);
        out.flag(truncated);
    }

    /**
     * @throws IllegalStateException if it is not what {@link #write} wrote
     */
    public static Match read(StateReader in) {
        int correlation = (int) in.number();
        byte[] key = in.bytes();
        long time = in.fixed();
        boolean awaitsMarker = in.flag();
        StepEvent last = StepEvent.read(in);
        Map<String, StepEvent> steps = new HashMap<>();
        for (long left = in.number(); left > 0; left--) {
            steps.put(in.text(), StepEvent.read(in));
        }
        List<String> events = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            events.add(in.text());
        }
        return new Match(
                correlation,
                key,
                time,
                awaitsMarker,
                last,
                steps,
                events,
                in.number(),
                in.number(),
                in.text(),
                in.fixed(),
                in.flag());
    }
}
