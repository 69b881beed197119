// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import dev.saker.schemas.config.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which container runtimes are asked, and what is waited for.
 *
 * @param engines kinds of runtimes that are asked; all if empty
 * @param docker sockets of Docker's kind; the usual one if empty
 * @param podman sockets of podman's own kind; the system's if empty
 * @param cri sockets that speak Kubernetes' runtime interface; the usual ones if empty
 * @param hostRoot folder that the host's root is mounted at; sockets are looked for in it
 * @param longestWait how long a record waits at most for what is told of its container; 0 not at
 *     all
 * @param waitBytes records that wait, and those behind them
 * @param timeout for an answer of a runtime; then it is let alone for a while
 * @param labelLength longer values of labels are left out
 */
public record ContainerOptions(
        @Default("true") boolean enabled,
        List<EngineKind> engines,
        List<Path> docker,
        List<Path> podman,
        List<Path> cri,
        @Default("/") Path hostRoot,
        @Default("500ms") Duration longestWait,
        @Default("33554432") long waitBytes,
        @Default("2s") Duration timeout,
        @Default("100") int labelLength) {

    private static final ContainerOptions DEFAULTS =
            new ContainerOptions(
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Path.of("/"),
                    Duration.ofMillis(500),
                    32 << 20,
                    Duration.ofSeconds(2),
                    100);

    public ContainerOptions {
        engines = engines.isEmpty() ? List.of(EngineKind.values()) : List.copyOf(engines);
        docker = docker.isEmpty() ? EngineKind.DOCKER.usualSockets() : List.copyOf(docker);
        podman = podman.isEmpty() ? EngineKind.PODMAN.usualSockets() : List.copyOf(podman);
        cri = cri.isEmpty() ? EngineKind.CRI.usualSockets() : List.copyOf(cri);
        Stream.of(docker, podman, cri).flatMap(List::stream).forEach(ContainerOptions::check);
        if (longestWait.isNegative() || longestWait.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "longest_wait must be from 0s to 60s, not " + longestWait);
        }
        if (waitBytes < 0) {
            throw new IllegalArgumentException("wait_bytes must not be negative: " + waitBytes);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        if (labelLength < 0) {
            throw new IllegalArgumentException("label_length must not be negative: " + labelLength);
        }
    }

    private static void check(Path socket) {
        if (!socket.isAbsolute()) {
            throw new IllegalArgumentException(
                    "a socket's path begins with a slash, not so " + socket);
        }
    }

    public static ContainerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Those sockets and no others.
     *
     * @param written each a kind, an equals sign, and the socket's path
     * @throws IllegalArgumentException saying what is wrong with one
     */
    public static ContainerOptions ofSockets(List<String> written) {
        Map<EngineKind, List<Path>> sockets = new EnumMap<>(EngineKind.class);
        for (String one : written) {
            int equals = one.indexOf('=');
            String kind = one.substring(0, Math.max(equals, 0));
            EngineKind known =
                    Stream.of(EngineKind.values())
                            .filter(each -> each.name().equalsIgnoreCase(kind))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "'"
                                                            + one
                                                            + "' is not docker=, podman= or cri="
                                                            + " with a socket's path"));
            sockets.computeIfAbsent(known, each -> new ArrayList<>())
                    .add(Path.of(one.substring(equals + 1)));
        }
        return new ContainerOptions(
                true,
                List.copyOf(sockets.keySet()),
                sockets.getOrDefault(EngineKind.DOCKER, List.of()),
                sockets.getOrDefault(EngineKind.PODMAN, List.of()),
                sockets.getOrDefault(EngineKind.CRI, List.of()),
                DEFAULTS.hostRoot,
                DEFAULTS.longestWait,
                DEFAULTS.waitBytes,
                DEFAULTS.timeout,
                DEFAULTS.labelLength);
    }

    /** Nobody is asked. */
    public static ContainerOptions none() {
        return DEFAULTS.withEnabled(false);
    }

    private ContainerOptions withEnabled(boolean whether) {
        return new ContainerOptions(
                whether,
                engines,
                docker,
                podman,
                cri,
                hostRoot,
                longestWait,
                waitBytes,
                timeout,
                labelLength);
    }

    /** Where runtimes of a kind listen, as this process sees it; none of a kind not asked. */
    List<Path> sockets(EngineKind kind) {
        if (!engines.contains(kind)) {
            return List.of();
        }
        List<Path> written =
                switch (kind) {
                    case DOCKER -> docker;
                    case PODMAN -> podman;
                    case CRI -> cri;
                };
        return written.stream()
                .map(socket -> hostRoot.resolve(Path.of("/").relativize(socket)))
                .toList();
    }
}
