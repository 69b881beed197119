// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.List;
import java.util.Map;
import java.util.Objects;

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
}
