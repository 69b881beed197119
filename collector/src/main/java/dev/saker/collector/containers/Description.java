// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.state.ContainerJson;
import java.util.Map;

/** Writes what a runtime tells of a container in the form of Falco's container plugin. */
final class Description {
    private static final int SHORT_ID = 12;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final int labelLength;

    Description(String type, String id, int labelLength) {
        this.labelLength = labelLength;
        json.put("type", ContainerJson.typeNumber(type));
        json.put("id", id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
        json.put("full_id", id);
    }

    Description text(String name, String value) {
        json.put(name, value);
        return this;
    }

    Description flag(String name, boolean value) {
        json.put(name, value);
        return this;
    }

    Description image(ImageName image) {
        return text("imagerepo", image.repository()).text("imagetag", image.tag());
    }

    /** Without those that are too long. */
    Description labels(String name, Map<String, String> labels) {
        ObjectNode kept = json.putObject(name);
        labels.forEach(
                (label, value) -> {
                    if (value.length() <= labelLength) {
                        kept.put(label, value);
                    }
                });
        return this;
    }

    /** As Docker and podman list them. */
    Description mounts(JsonNode mounts) {
        mounts.forEach(
                mount ->
                        mount(
                                mount.path("Source").asText(),
                                mount.path("Destination").asText(),
                                mount.path("Mode").asText(),
                                mount.path("RW").asBoolean(),
                                mount.path("Propagation").asText()));
        return this;
    }

    Description mount(
            String source, String destination, String mode, boolean writable, String propagation) {
        json.withArray("Mounts")
                .addObject()
                .put("Source", source)
                .put("Destination", destination)
                .put("Mode", mode)
                .put("RW", writable)
                .put("Propagation", propagation);
        return this;
    }

    ObjectNode json() {
        return json;
    }
}
