// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What language a container runtime speaks, and where its kind usually listens. */
public enum EngineKind {
    /** Docker's REST API. */
    DOCKER("/run/docker.sock"),
    /** Podman's own REST API, which tells more than its imitation of Docker's. */
    PODMAN("/run/podman/podman.sock"),
    /** Kubernetes' container runtime interface: containerd, CRI-O. */
    CRI(
            "/run/containerd/containerd.sock",
            "/run/crio/crio.sock",
            "/run/k3s/containerd/containerd.sock",
            "/run/host-containerd/containerd.sock");

    private final List<Path> usualSockets;

    EngineKind(String... usualSockets) {
        this.usualSockets = Stream.of(usualSockets).map(Path::of).toList();
    }

    List<Path> usualSockets() {
        return usualSockets;
    }
}
