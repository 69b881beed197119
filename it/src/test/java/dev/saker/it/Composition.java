// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * docker-compose.yml as it stands, brought up by podman-compose. That of Debian 12 (1.0.3) neither
 * waits for what depends_on asks to be healthy nor knows {@code pid: host}: here services are asked
 * for in the order of their conditions, and podman is told the second where it starts a container.
 */
final class Composition implements AutoCloseable {
    private static final Duration HEALTH_LIMIT = Duration.ofMinutes(4);
    private static final String PROJECT = "sakerit";

    private static final String PODMAN =
            """
            #!/bin/bash
            # podman for podman-compose: what that leaves out of docker-compose.yml.
            if [[ $1 == run ]]; then
            	shift
            	[[ $* != *--name=%1$s_collector* ]] || set -- --pid host "$@"
            	set -- run --ulimit host "$@"
            fi
            exec podman "$@"
            """;

    private final ContainerEngine engine;
    private final Path podman;
    private final Map<String, String> environment;

    private Composition(ContainerEngine engine, Path podman, Map<String, String> environment) {
        this.engine = engine;
        this.podman = podman;
        this.environment = environment;
    }

    static Composition of(ContainerEngine engine, Path directory, Map<String, String> variables)
            throws IOException {
        Path podman = directory.resolve("podman");
        Files.writeString(podman, PODMAN.formatted(PROJECT));
        Files.setPosixFilePermissions(podman, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path token = directory.resolve("token");
        Files.writeString(token, "a-token-of-the-test\n");
        Map<String, String> environment = new TreeMap<>(engine.environment());
        environment.putAll(variables);
        environment.put("SAKER_RECEIVER_TOKEN_FILE", token.toString());
        environment.put("SAKER_FLINK_PORT", Integer.toString(freePort()));
        return new Composition(engine, podman, environment);
    }

    /** Starts services, without waiting for anything; podman-compose itself never fails. */
    void up(String... services) {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(List.of(services));
        Command up = compose(arguments).orThrow();
        for (String service : services) {
            if (inspect(service, "{{.State.Status}}").contains("no such")) {
                throw new IllegalStateException(service + " was not started:\n" + up.output());
            }
        }
    }

    /** Waits until the service's own check finds it healthy. */
    void awaitHealthy(String service) {
        await(service)
                .atMost(HEALTH_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> engine.podman("healthcheck", "run", container(service)).status() == 0);
    }

    /** Waits until a service that is to end has ended well. */
    void awaitDone(String service) {
        await(service)
                .atMost(HEALTH_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () ->
                                inspect(service, "{{.State.Status}} {{.State.ExitCode}}")
                                        .matches("(exited|stopped) 0"));
    }

    String logs(String service) {
        return engine.podman("logs", container(service)).output();
    }

    String inspect(String service, String format) {
        return engine.podman("inspect", "--format", format, container(service)).output().strip();
    }

    @Override
    public void close() {
        compose(List.of("down", "--volumes", "--timeout", "10"));
    }

    private Command compose(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("podman-compose"));
        command.addAll(List.of("--podman-path", podman.toString()));
        command.addAll(List.of("--file", Host.root().resolve("docker-compose.yml").toString()));
        command.addAll(List.of("--project-name", PROJECT));
        command.addAll(arguments);
        return Command.run(command, environment);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String container(String service) {
        return PROJECT + "_" + service + "_1";
    }
}
