// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The chart's switches: every value that is a boolean or one of an enumeration. */
record Switches(JsonNode values, ValuesSchema schema) {

    /** A switch by its path in values.yaml, with all it may be. */
    record Switch(String path, List<JsonNode> positions) {}

    static Switches ofChart() {
        return new Switches(Chart.yaml(Chart.chartFile("values.yaml")), ValuesSchema.ofChart());
    }

    List<Switch> all() {
        TreeMap<String, Switch> found = new TreeMap<>();
        collect("", values, found);
        return List.copyOf(found.values());
    }

    /** Values with which the switch stands so. */
    static String position(String path, JsonNode position) {
        String[] names = path.split("\\.");
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode parent = root;
        for (int index = 0; index < names.length - 1; index++) {
            parent = parent.putObject(names[index]);
        }
        parent.set(names[names.length - 1], position);
        return root.toString();
    }

    private void collect(String path, JsonNode value, TreeMap<String, Switch> found) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            entry ->
                                    collect(
                                            path.isEmpty()
                                                    ? entry.getKey()
                                                    : path + "." + entry.getKey(),
                                            entry.getValue(),
                                            found));
            return;
        }
        JsonNode schemaOf = schema.at(path);
        if (value.isBoolean()) {
            found.put(path, new Switch(path, List.of(BooleanNode.FALSE, BooleanNode.TRUE)));
        } else if (schemaOf.has("enum")) {
            List<JsonNode> positions = new ArrayList<>();
            // An empty text leaves it to the chart, which then takes one of the others.
            schemaOf.get("enum")
                    .forEach(
                            position -> {
                                if (!position.asText().isEmpty()) {
                                    positions.add(position);
                                }
                            });
            found.put(path, new Switch(path, positions));
        }
    }
}
