// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * An alert as its JSON line says it.
 *
 * @param event its time, ns since the epoch, as text
 */
record FalcoAlert(
        String event, String rule, String priority, String message, Map<String, JsonNode> fields) {

    /** Fields that the recorded run of Falco was told to add to every alert. */
    static final Set<String> ADDED = Set.of("evt.num", "proc.pid", "proc.ppid", "thread.tid");

    /** Which of the two time fields there is, a setting of Falco's decides. */
    private static final Set<String> TIMES = Set.of("evt.time", "evt.time.iso8601");

    /** The same with the fields that were added to every alert there. */
    FalcoAlert with(Map<String, JsonNode> added) {
        Map<String, JsonNode> all = new HashMap<>(fields);
        all.putAll(added);
        return new FalcoAlert(event, rule, priority, message, all);
    }

    static FalcoAlert of(JsonNode line) {
        Map<String, JsonNode> fields = new HashMap<>();
        line.get("output_fields").properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
        fields.keySet().removeAll(TIMES);
        String priority = line.get("priority").asText();
        String output = line.get("output").asText();
        String message = output.substring(output.indexOf(": " + priority) + priority.length() + 3);
        return new FalcoAlert(
                line.get("time").asText(), line.get("rule").asText(), priority, message, fields);
    }

    boolean isOfSame(FalcoAlert other) {
        return event.equals(other.event) && rule.equals(other.rule);
    }

    /** How ours differs from this one of Falco's; empty if it does not. */
    String difference(FalcoAlert ours) {
        Set<String> names = new TreeSet<>(ours.fields.keySet());
        if (!fields.keySet().containsAll(ADDED)) {
            names.removeAll(ADDED);
        }
        names.addAll(fields.keySet());
        names.removeIf(name -> Objects.equals(fields.get(name), ours.fields.get(name)));
        if (!names.isEmpty()) {
            return "fields " + String.join(", ", names);
        }
        if (!priority.equals(ours.priority)) {
            return "priority";
        }
        return message.equals(ours.message) ? "" : "text";
    }
}
