// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.ContainerMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * What Falco's container plugin says of containers: asynchronous events with a name and JSON. Such
 * events come once in a container's life.
 */
final class ContainerEvents {
    private static final int NAME = 1;
    private static final int DATA = 2;

    /** By the plugin's numbers. */
    private static final List<String> TYPES =
            List.of(
                    "docker",
                    "lxc",
                    "libvirt_lxc",
                    "mesos",
                    "rkt",
                    "custom",
                    "cri",
                    "containerd",
                    "cri-o",
                    "bpm",
                    "static",
                    "podman");

    private final Containers containers;

    /** Null until a container is told of, as in most recordings: it takes a while to make. */
    private ObjectMapper json;

    ContainerEvents(Containers containers) {
        this.containers = containers;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.ASYNC, this::async);
        table.on(EventCodes.CONTAINER_JSON, event -> told(event, 0));
    }

    private void async(CurrentEvent event) {
        String name = text(event, NAME);
        if (!name.equals("container") && !name.equals("container_removed")) {
            return;
        }
        told(event, DATA);
        if (name.equals("container_removed") && event.container != null) {
            containers.forget(event.container);
        }
    }

    /** The event is about this container, and says what it is. */
    private void told(CurrentEvent event, int dataParam) {
        JsonNode container = parse(text(event, dataParam)).path("container");
        String id = container.path("id").asText();
        String fullId = container.path("full_id").asText(id);
        if (fullId.isEmpty()) {
            return;
        }
        event.containerMetadata = metadata(container);
        event.container = containers.tell(fullId, event.containerMetadata);
    }

    private static String text(CurrentEvent event, int param) {
        int length = event.loadText(param);
        return new String(event.scratch, 0, length, StandardCharsets.UTF_8);
    }

    /** What is no JSON says nothing. */
    private JsonNode parse(String data) {
        if (json == null) {
            json = new ObjectMapper();
        }
        try {
            return json.readTree(data);
        } catch (JsonProcessingException unreadable) {
            return json.createObjectNode();
        }
    }

    private static ContainerMetadata metadata(JsonNode container) {
        JsonNode labels = container.path("labels");
        return new ContainerMetadata(
                text(container, "full_id"),
                text(container, "name"),
                bytes(type(container.path("type").asInt(-1))),
                container.path("privileged").asBoolean(),
                text(container, "image"),
                text(container, "imageid"),
                text(container, "imagerepo"),
                text(container, "imagetag"),
                text(container, "imagedigest"),
                bytes(mounts(container.path("Mounts"))),
                label(labels, "io.kubernetes.pod.name"),
                label(labels, "io.kubernetes.pod.namespace"));
    }

    private static String type(int number) {
        return number >= 0 && number < TYPES.size() ? TYPES.get(number) : "";
    }

    private static String mounts(JsonNode mounts) {
        StringJoiner text = new StringJoiner(",");
        for (JsonNode mount : mounts) {
            text.add(
                    String.join(
                            ":",
                            mount.path("Source").asText(),
                            mount.path("Destination").asText(),
                            mount.path("Mode").asText(),
                            mount.path("RW").asText(),
                            mount.path("Propagation").asText()));
        }
        return text.toString();
    }

    private static byte[] text(JsonNode container, String name) {
        return bytes(container.path(name).asText());
    }

    private static byte[] label(JsonNode labels, String name) {
        return labels.hasNonNull(name) ? bytes(labels.get(name).asText()) : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
