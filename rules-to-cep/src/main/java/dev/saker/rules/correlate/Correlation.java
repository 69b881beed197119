// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Limits;
import dev.saker.rules.Priority;
import dev.saker.rules.Throttle;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One active correlation, checked.
 *
 * @param index place in {@link CorrelationSet#correlations()}
 * @param inputs whose events it is about
 * @param hostMode whether every key belongs to one host, so that its events come in their order
 * @param layout digest of what decides the meaning of stored state: state is kept from one version
 *     of the rules to the next while it stays the same
 * @param throttle of its alerts, with the fields that tell which are alike
 */
public record Correlation(
        int index,
        String name,
        String description,
        CorrelationType type,
        String source,
        Priority priority,
        List<String> tags,
        List<Input> inputs,
        Pattern pattern,
        Limits limits,
        OutputFormat output,
        boolean hostMode,
        String layout,
        Optional<AlertThrottle> throttle,
        SourceSpan span) {

    public Correlation {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(pattern, "pattern is null");
        tags = List.copyOf(tags);
        inputs = List.copyOf(inputs);
    }

    /** The key's fields as its first input has them: which keyed operator hosts it. */
    public List<String> keyShape() {
        return inputs.get(0).key().stream().map(KeyField::toString).toList();
    }

    /** Which alerts are alike, and how many of them get through. */
    public record AlertThrottle(List<FieldRef> by, Throttle throttle) {
        public AlertThrottle {
            by = List.copyOf(by);
        }
    }
}
