// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Docker, or whatever imitates its REST API. */
final class DockerRuntime implements ContainerRuntime {
    private static final int REMEMBERED_IMAGES = 256;

    private final SocketClient client;
    private final int labelLength;

    /** By their ids, which stand for what they hold. */
    private final Map<String, JsonNode> images = Collections.synchronizedMap(new Remembered());

    DockerRuntime(SocketClient client, int labelLength) {
        this.client = client;
        this.labelLength = labelLength;
    }

    @Override
    public Optional<ObjectNode> describe(String id) throws IOException {
        Optional<JsonNode> container = inspect(id);
        return container.isEmpty()
                ? Optional.empty()
                : Optional.of(description(id, container.get()).json());
    }

    @Override
    public void greet() throws IOException {
        client.get("/version");
    }

    private Optional<JsonNode> inspect(String id) throws IOException {
        return client.get("/containers/" + id + "/json");
    }

    private Description description(String id, JsonNode container) throws IOException {
        JsonNode config = container.path("Config");
        JsonNode host = container.path("HostConfig");
        Description description = new Description("docker", id, labelLength);
        describeImage(description, container.path("Image").asText());
        return description
                .text("name", InspectedContainer.name(container))
                .text("image", config.path("Image").asText())
                .text("ip", address(container, host))
                .flag("privileged", host.path("Privileged").asBoolean())
                .flag("host_pid", host.path("PidMode").asText().equals("host"))
                .flag("host_network", host.path("NetworkMode").asText().equals("host"))
                .flag("host_ipc", host.path("IpcMode").asText().equals("host"))
                .labels("labels", InspectedContainer.labels(config))
                .mounts(container.path("Mounts"));
    }

    /** A container may use the network of another one, and then has its address. */
    private String address(JsonNode container, JsonNode host) throws IOException {
        String address = container.path("NetworkSettings").path("IPAddress").asText();
        String network = host.path("NetworkMode").asText();
        if (!address.isEmpty() || !network.startsWith("container:")) {
            return address;
        }
        String other = network.substring("container:".length());
        if (!RuntimeIds.isId(other)) {
            return address;
        }
        return inspect(other)
                .map(its -> its.path("NetworkSettings").path("IPAddress").asText())
                .orElse(address);
    }

    private void describeImage(Description description, String id) throws IOException {
        JsonNode image = image(id);
        String repository = "";
        String digest = "";
        for (JsonNode reference : image.path("RepoDigests")) {
            int at = reference.asText().indexOf('@');
            if (at > 0) {
                repository = reference.asText().substring(0, at);
                digest = reference.asText().substring(at + 1);
                break;
            }
        }
        String tag = "";
        for (JsonNode reference : image.path("RepoTags")) {
            ImageName name = ImageName.of(reference.asText());
            if (name.tag().isEmpty()) {
                continue;
            }
            repository = repository.isEmpty() ? name.repository() : repository;
            if (name.repository().equals(repository)) {
                tag = name.tag();
                break;
            }
        }
        description
                .text("imageid", image.path("Id").asText().replace("sha256:", ""))
                .image(new ImageName(repository, tag))
                .text("imagedigest", digest);
    }

    private JsonNode image(String id) throws IOException {
        JsonNode known = images.get(id);
        if (known == null) {
            String digits = id.replace("sha256:", "");
            Optional<JsonNode> told =
                    RuntimeIds.isId(digits)
                            ? client.get("/images/sha256:" + digits + "/json")
                            : Optional.empty();
            known = told.orElseGet(MissingNode::getInstance);
            images.put(id, known);
        }
        return known;
    }

    @Override
    public void close() {}

    /** The images asked for last. */
    private static final class Remembered extends LinkedHashMap<String, JsonNode> {
        private static final long serialVersionUID = 1;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
            return size() > REMEMBERED_IMAGES;
        }
    }
}
