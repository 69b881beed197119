// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertFormat;
import dev.saker.schemas.FalcoJson;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a template can name: the keys of the alert's Falco JSON, and some that receivers ask for.
 */
final class TemplateValues {

    /** In the order of a page of documentation. */
    static final List<String> NAMES =
            List.of(
                    "rule",
                    "priority",
                    "level",
                    "severity",
                    "colour",
                    "source",
                    "time",
                    "time_ns",
                    "node",
                    "hostname",
                    "message",
                    "output",
                    "tags",
                    "output_fields",
                    "alert_id",
                    "json");

    static final List<String> LISTS = List.of("output_fields", "tags");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AlertFormat WITH_MESSAGE = new AlertFormat(true, true, true, true, false);
    private static final String FIELD = "output_fields.";

    /** For templates that want none. */
    static final TemplateValues NONE = new TemplateValues(MAPPER.createObjectNode());

    /** As PagerDuty and many others have them, by number of priority. */
    private static final String[] SEVERITIES = {
        "critical", "critical", "critical", "error", "warning", "warning", "info", "info"
    };

    private static final String[] COLOURS = {
        "#e20b0b", "#ff5400", "#ff9000", "#ffc700", "#ffff00", "#5bffb5", "#68c2ff", "#ccfff2"
    };

    private final ObjectNode alert;

    private TemplateValues(ObjectNode alert) {
        this.alert = alert;
    }

    static TemplateValues of(Alert alert) {
        try {
            ObjectNode values = (ObjectNode) MAPPER.readTree(FalcoJson.line(alert, WITH_MESSAGE));
            values.put("json", FalcoJson.line(alert));
            values.put("level", values.path("priority").asText().toLowerCase(Locale.ROOT));
            values.put("severity", SEVERITIES[alert.priority()]);
            values.put("colour", COLOURS[alert.priority()]);
            values.put("time_ns", Long.toString(alert.time()));
            return new TemplateValues(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read back alert " + alert.alertId(), e);
        }
    }

    static boolean knows(String name, boolean inSection) {
        return NAMES.contains(name)
                || name.startsWith(FIELD)
                || inSection && (name.equals("name") || name.equals("value"));
    }

    /** A field that this alert does not have is null; its text is empty. */
    JsonNode value(String name) {
        return name.startsWith(FIELD)
                ? alert.path("output_fields").path(name.substring(FIELD.length()))
                : alert.path(name);
    }

    TemplateValues item(String name, JsonNode value) {
        ObjectNode item = MAPPER.createObjectNode();
        item.setAll(alert);
        item.put("name", name);
        item.set("value", value);
        return new TemplateValues(item);
    }

    static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(TemplateValues::text)
                    .collect(Collectors.joining(", "));
        }
        return value.isObject() ? value.toString() : value.asText("");
    }
}
