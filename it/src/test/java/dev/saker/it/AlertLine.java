// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** One alert as `saker up --json` prints it, field values as text. */
record AlertLine(
        String rule, String priority, String alertId, String output, Map<String, String> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    AlertLine {
        fields = Map.copyOf(fields);
    }

    static AlertLine parse(String line) {
        try {
            JsonNode alert = JSON.readTree(line);
            Map<String, String> fields = new TreeMap<>();
            alert.path("output_fields")
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
            return new AlertLine(
                    alert.path("rule").asText(),
                    alert.path("priority").asText(),
                    alert.path("alert_id").asText(),
                    alert.path("output").asText(),
                    fields);
        } catch (IOException e) {
            throw new UncheckedIOException("standard output holds what is no alert: " + line, e);
        }
    }
}
