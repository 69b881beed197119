// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Mount;
import dev.saker.schemas.ContainerMetadata.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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

    /** The plugin's names of the texts. */
    private static final Map<Text, String> TEXT_NAMES =
            Map.of(
                    Text.FULL_ID, "full_id",
                    Text.NAME, "name",
                    Text.IMAGE, "image",
                    Text.IMAGE_ID, "imageid",
                    Text.IMAGE_REPOSITORY, "imagerepo",
                    Text.IMAGE_TAG, "imagetag",
                    Text.IMAGE_DIGEST, "imagedigest",
                    Text.IP, "ip",
                    Text.CNI_JSON, "cni_json",
                    Text.POD_SANDBOX_ID, "pod_sandbox_id");

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
        event.container = containers.tell(fullId, metadata(container));
        event.containerMetadata = event.container.metadata();
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
        Map<Text, String> texts = new EnumMap<>(Text.class);
        TEXT_NAMES.forEach((text, name) -> texts.put(text, container.path(name).asText()));
        texts.put(Text.TYPE, type(container.path("type").asInt(-1)));
        if (!texts.get(Text.CNI_JSON).isEmpty()) {
            // Then the runtime has told of the pod together with the container.
            texts.put(Text.POD_IP, texts.get(Text.IP));
            texts.put(Text.POD_CNI_JSON, texts.get(Text.CNI_JSON));
        }
        Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
        for (Flag flag : Flag.values()) {
            flags.put(flag, container.path(flag.name().toLowerCase(Locale.ROOT)).asBoolean());
        }
        return ContainerMetadata.of(
                texts,
                flags,
                mounts(container.path("Mounts")),
                labels(container.path("labels")),
                labels(container.path("pod_sandbox_labels")));
    }

    private static String type(int number) {
        return number >= 0 && number < TYPES.size() ? TYPES.get(number) : "";
    }

    private static List<Mount> mounts(JsonNode mounts) {
        List<Mount> read = new ArrayList<>();
        for (JsonNode mount : mounts) {
            read.add(
                    new Mount(
                            bytes(mount.path("Source").asText()),
                            bytes(mount.path("Destination").asText()),
                            bytes(mount.path("Mode").asText()),
                            mount.path("RW").asBoolean(),
                            bytes(mount.path("Propagation").asText())));
        }
        return read;
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> read = new TreeMap<>();
        labels.properties().forEach(label -> read.put(label.getKey(), label.getValue().asText()));
        return read;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
