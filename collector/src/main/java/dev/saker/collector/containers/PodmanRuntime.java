// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Podman from version 4 on, by its own REST API. */
final class PodmanRuntime implements ContainerRuntime {
    private final SocketClient client;
    private final int labelLength;

    PodmanRuntime(SocketClient client, int labelLength) {
        this.client = client;
        this.labelLength = labelLength;
    }

    @Override
    public Optional<ObjectNode> describe(String id) throws IOException {
        return client.get("/v4.0.0/libpod/containers/" + id + "/json")
                .map(container -> description(id, container).json());
    }

    @Override
    public void greet() throws IOException {
        client.get("/v4.0.0/libpod/version");
    }

    private Description description(String id, JsonNode container) {
        JsonNode host = container.path("HostConfig");
        String image = container.path("ImageName").asText();
        return new Description("podman", id, labelLength)
                .text("name", InspectedContainer.name(container))
                .text("image", image)
                .image(ImageName.of(image))
                .text("imageid", container.path("Image").asText())
                .text("imagedigest", container.path("ImageDigest").asText())
                .text("ip", container.path("NetworkSettings").path("IPAddress").asText())
                .flag("privileged", host.path("Privileged").asBoolean())
                .flag("host_pid", host.path("PidMode").asText().equals("host"))
                .flag("host_network", host.path("NetworkMode").asText().equals("host"))
                .flag("host_ipc", host.path("IpcMode").asText().equals("host"))
                .labels("labels", InspectedContainer.labels(container.path("Config")))
                .mounts(container.path("Mounts"));
    }

    @Override
    public void close() {}
}
