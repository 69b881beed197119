// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.Objects;

/**
 * One kind of event that a correlation is about: its condition's, a step's, that of {@code until}.
 * Its place among a correlation's inputs is its bit in {@link Hit#inputs()}.
 *
 * @param id of the step; empty for what is none
 * @param rule index of its condition in {@link CorrelationSet#conditions()}
 * @param key what its events must share with the others, position by position
 * @param fields whose values are kept of its events, each once
 */
public record Input(String id, int rule, List<KeyField> key, List<FieldRef> fields) {

    public Input {
        Objects.requireNonNull(id, "id is null");
        key = List.copyOf(key);
        fields = List.copyOf(fields);
    }
}
