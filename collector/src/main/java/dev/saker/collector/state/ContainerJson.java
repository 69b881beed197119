// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Falco's container plugin's JSON for a container. Recordings hold it; what we ask of runtimes is
 * put into the same form, so that a recording says what was said live.
 */
public final class ContainerJson {
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

    private ContainerJson() {}

    /** What the object called container says. */
    public static ContainerMetadata metadata(JsonNode container) {
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

    /** The plugin's number of a type by its name. */
    public static int typeNumber(String type) {
        return TYPES.indexOf(type);
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
