// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

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
        long rulesetVersion) {
    public Alert {
        if (priority < 0 || priority > 7) {
            throw new IllegalArgumentException("priority " + priority + " of rule " + rule);
        }
        tags = tags.stream().sorted().distinct().toList();
        fields = List.copyOf(fields);
        eventIds = List.copyOf(eventIds);
    }

    /** The same with other fields. */
    public Alert withFields(List<OutputField> others) {
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
                rulesetVersion);
    }
}
