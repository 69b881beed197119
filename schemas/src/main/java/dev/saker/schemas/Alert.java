// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule that matched. Equal events and rules give an equal alert id, in streaming, after a crash
 * and in batch, so repeats can be told from news.
 *
 * @param priority as in syslog: 0 Emergency to 7 Debug
 * @param time of the event, ns since the epoch
 * @param message the rule's output with its fields filled in, without time and priority
 * @param tags kept sorted and without repeats
 * @param fields in the order of the output
 * @param eventIds node/time/tid/type/tie of each event
 * @param correlation what was found; absent in the alert of a rule
 */
public record Alert(
        String alertId,
        String rule,
        int priority,
        String source,
        long time,
        String node,
        String message,
        List<String> tags,
        List<OutputField> fields,
        List<String> eventIds,
        long rulesetVersion,
        Optional<AlertCorrelation> correlation) {
    public Alert {
        if (priority < 0 || priority > 7) {
            throw new IllegalArgumentException("priority " + priority + " of rule " + rule);
        }
        tags = tags.stream().sorted().distinct().toList();
        fields = List.copyOf(fields);
        eventIds = List.copyOf(eventIds);
        Objects.requireNonNull(correlation, "correlation is null");
    }

    /** One that no correlation raised. */
    public Alert(
            String alertId,
            String rule,
            int priority,
            String source,
            long time,
            String node,
            String message,
            List<String> tags,
            List<OutputField> fields,
            List<String> eventIds,
            long rulesetVersion) {
        this(
                alertId,
                rule,
                priority,
                source,
                time,
                node,
                message,
                tags,
                fields,
                eventIds,
                rulesetVersion,
                Optional.empty());
    }

    /** The same with other fields. */
    public Alert withFields(List<OutputField> others) {
        return with(others, correlation);
    }

    /** The same as what a correlation found. */
    public Alert withCorrelation(AlertCorrelation found) {
        return with(fields, Optional.of(found));
    }

    private Alert with(List<OutputField> others, Optional<AlertCorrelation> found) {
        return new Alert(
                alertId,
                rule,
                priority,
                source,
                time,
                node,
                message,
                tags,
                others,
                eventIds,
                rulesetVersion,
                found);
    }
}
