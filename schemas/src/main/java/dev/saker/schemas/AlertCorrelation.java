// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;
import java.util.Objects;

/**
 * What a correlation found, beside what its alert says in words.
 *
 * @param type as the rule has it, such as temporal_ordered
 * @param key what its events share: values with a comma between
 * @param firstTime of its first event, ns since the epoch
 * @param lastTime of its last event, ns since the epoch
 * @param count how many events it is made of
 * @param steps the newest event of each step, in the steps' order; none where there are no steps
 */
public record AlertCorrelation(
        String type, String key, long firstTime, long lastTime, long count, List<Step> steps) {

    public AlertCorrelation {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(key, "key is null");
        steps = List.copyOf(steps);
    }

    /**
     * An event in its place.
     *
     * @param step the step's id
     * @param eventId node/time/tid/type/tie of the event
     */
    public record Step(String step, String eventId) {}
}
