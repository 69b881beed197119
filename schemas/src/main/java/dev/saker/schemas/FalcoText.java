// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;

/** An alert as Falco's line of text. */
public final class FalcoText {
    /** Alerts about the pipeline itself. */
    static final String INTERNAL = "internal";

    private static final String[] PRIORITIES = {
        "Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"
    };

    private FalcoText() {}

    /** The line without its end, in Falco's default format. */
    public static String line(Alert alert) {
        return line(alert, AlertFormat.DEFAULT);
    }

    /** As {@link #line(Alert)}. What a process put into the alert cannot move the cursor. */
    public static String line(Alert alert, AlertFormat format) {
        StringBuilder escaped = new StringBuilder();
        JsonText.escape(escaped, plain(alert, format, ZoneId.systemDefault()));
        return escaped.toString();
    }

    /** Before escaping: Falco's output property. */
    static String plain(Alert alert, AlertFormat format, ZoneId zone) {
        String time =
                format.iso8601Time()
                        ? FalcoTime.isoWithOffset(alert.time())
                        : FalcoTime.timeOfDay(alert.time(), zone);
        String line = time + ": " + priority(alert) + " " + alert.message();
        return alert.source().equals(INTERNAL) ? line + details(alert) : line;
    }

    static String priority(Alert alert) {
        return PRIORITIES[alert.priority()];
    }

    /** Internal alerts have no output format that would name their fields. */
    private static String details(Alert alert) {
        if (alert.fields().isEmpty()) {
            return "";
        }
        return FalcoJson.sortedFields(alert).entrySet().stream()
                .map(FalcoText::detail)
                .collect(Collectors.joining(" ", " (", ")"));
    }

    private static String detail(Map.Entry<String, OutputValue> field) {
        if (field.getValue() instanceof OutputValue.Text text) {
            return field.getKey() + "=" + text.value();
        }
        StringBuilder value = new StringBuilder();
        field.getValue().accept(new OutputValueJson(value));
        return field.getKey() + "=" + value;
    }
}
