// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What Docker and podman say in the same way of a container. */
final class InspectedContainer {
    private InspectedContainer() {}

    /** Docker puts a slash before it. */
    static String name(JsonNode container) {
        String name = container.path("Name").asText();
        return name.startsWith("/") ? name.substring(1) : name;
    }

    static Map<String, String> labels(JsonNode config) {
        Map<String, String> labels = new TreeMap<>();
        config.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
