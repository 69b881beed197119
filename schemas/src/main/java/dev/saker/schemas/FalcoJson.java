// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as Falco's JSON object on one line, keys in alphabetical order as there, with alert_id
 * and node added, and correlation if one raised it. Every consumer of Falco's alerts keeps working.
 */
public final class FalcoJson {
    private FalcoJson() {}

    /** The object without a line end, in Falco's default format. */
    public static String line(Alert alert) {
        return line(alert, AlertFormat.DEFAULT);
    }

    public static String line(Alert alert, AlertFormat format) {
        return line(alert, format, ZoneId.systemDefault());
    }

    /** Fields alone, as an object on one line, keys in alphabetical order. */
    public static String line(List<OutputField> fields) {
        StringBuilder out = new StringBuilder(4096);
        SortedMap<String, OutputValue> sorted = new TreeMap<>();
        fields.forEach(field -> sorted.put(field.name(), field.value()));
        putFields(out, sorted);
        return out.toString();
    }

    /** The zone matters to the output property only, and there only without ISO 8601. */
    static String line(Alert alert, AlertFormat format, ZoneId zone) {
        boolean internal = alert.source().equals(FalcoText.INTERNAL);
        StringBuilder out = new StringBuilder(512).append('{');
        putText(out, "alert_id", alert.alertId());
        alert.correlation().ifPresent(found -> putCorrelation(out, found, alert.eventIds()));
        putText(out, "hostname", alert.node());
        if (format.includeMessage()) {
            putText(out, "message", alert.message());
        }
        putText(out, "node", alert.node());
        if (internal || format.includeOutput()) {
            putText(out, "output", FalcoText.plain(alert, format, zone));
        }
        if (internal || format.includeOutputFields()) {
            putKey(out, "output_fields");
            putFields(out, internal ? sortedFields(alert) : withTime(alert, format));
        }
        putText(out, "priority", FalcoText.priority(alert));
        putText(out, "rule", alert.rule());
        putText(out, "source", alert.source());
        if (!internal && format.includeTags()) {
            putKey(out, "tags");
            new OutputValueJson(out).visitTexts(alert.tags());
        }
        putText(out, "time", FalcoTime.isoWithZ(alert.time()));
        return out.append('}').toString();
    }

    /** A field that the output names twice is there once. */
    static SortedMap<String, OutputValue> sortedFields(Alert alert) {
        SortedMap<String, OutputValue> fields = new TreeMap<>();
        alert.fields().forEach(field -> fields.put(field.name(), field.value()));
        return fields;
    }

    /** The time before the message is part of Falco's output format, so it is among the fields. */
    private static SortedMap<String, OutputValue> withTime(Alert alert, AlertFormat format) {
        SortedMap<String, OutputValue> fields = sortedFields(alert);
        String name = format.iso8601Time() ? "evt.time.iso8601" : "evt.time";
        fields.put(name, OutputValue.of(alert.time()));
        return fields;
    }

    private static void putCorrelation(
            StringBuilder out, AlertCorrelation found, List<String> eventIds) {
        putKey(out, "correlation");
        out.append('{');
        putKey(out, "count");
        out.append(found.count());
        putKey(out, "events");
        new OutputValueJson(out).visitTexts(eventIds);
        putText(out, "first_time", FalcoTime.isoWithZ(found.firstTime()));
        putText(out, "key", found.key());
        putText(out, "last_time", FalcoTime.isoWithZ(found.lastTime()));
        putKey(out, "steps");
        out.append('{');
        found.steps().forEach(step -> putText(out, step.step(), step.eventId()));
        out.append('}');
        putText(out, "type", found.type());
        out.append('}');
    }

    private static void putFields(StringBuilder out, SortedMap<String, OutputValue> fields) {
        OutputValueJson values = new OutputValueJson(out);
        out.append('{');
        fields.forEach(
                (name, value) -> {
                    putKey(out, name);
                    value.accept(values);
                });
        out.append('}');
    }

    private static void putText(StringBuilder out, String key, String text) {
        putKey(out, key);
        JsonText.putString(out, text);
    }

    private static void putKey(StringBuilder out, String key) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
        JsonText.putString(out, key);
        out.append(':');
    }
}
