// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Podman with a store of the tests' own, in which our three images lie, and the socket over which
 * it speaks Docker's protocol. One for all tests of a run, because loading takes its time.
 */
final class ContainerEngine {
    private static final List<String> IMAGES = List.of("collector", "flink", "tools");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String SOCKET = System.getProperty("saker.images.socket", "");

    // crun refuses the hybrid cgroups of CI machines, and root there may not raise limits.
    private static final String CONFIGURATION =
            """
            [containers]
            default_ulimits = []
            log_driver = "k8s-file"
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            runtime = "runc"
            """;

    private static ContainerEngine shared;

    private final Path directory;
    private final Map<String, String> environment;
    private Process service;

    private ContainerEngine(Path directory) {
        this.directory = directory;
        this.environment =
                Map.of(
                        "CONTAINERS_CONF", directory.resolve("containers.conf").toString(),
                        "CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString(),
                        "DISABLE_HC_SYSTEMD", "true"); // health is asked for, not timed by systemd
    }

    /** Skips the test, by name and with the reason, where there are no images to run. */
    static void assumeImages(Class<?> test) {
        String name = test.getSimpleName();
        assumeTrue(!SOCKET.isEmpty(), name + ": needs the images: mvn -Pimages, as ./saker verify");
        Host.assumeContainers(test);
    }

    static synchronized ContainerEngine shared() throws IOException {
        if (shared == null) {
            ContainerEngine engine = new ContainerEngine(Files.createTempDirectory("saker-images"));
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "saker-podman-stop"));
            engine.configure();
            engine.startService();
            for (String image : IMAGES) {
                Path tar = Path.of("images", image, "target", "saker-" + image + ".tar");
                engine.podman("load", "--quiet", "--input", Host.root().resolve(tar).toString())
                        .orThrow();
            }
            shared = engine;
        }
        return shared;
    }

    /** Where podman finds its configuration and its store. */
    Map<String, String> environment() {
        return environment;
    }

    Command podman(String... arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(arguments));
        return Command.run(command, environment);
    }

    private void configure() throws IOException {
        Files.writeString(directory.resolve("containers.conf"), CONFIGURATION);
        String storage =
                "[storage]\ndriver = \"overlay\"\ngraphroot = \"%s\"\nrunroot = \"%s\"\n"
                        .formatted(directory.resolve("store"), directory.resolve("run"));
        Files.writeString(directory.resolve("storage.conf"), storage);
    }

    private void startService() throws IOException {
        Path socket = Path.of(SOCKET.substring("unix://".length()));
        Files.deleteIfExists(socket);
        ProcessBuilder builder =
                new ProcessBuilder("podman", "system", "service", "--time", "0", SOCKET);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        service = builder.start();
        await("podman's socket").atMost(START_LIMIT).until(() -> Files.exists(socket));
    }

    private void close() {
        podman("rm", "--force", "--all", "--time", "0");
        podman("volume", "rm", "--force", "--all");
        podman("network", "prune", "--force");
        podman("rmi", "--force", "--all");
        if (service != null) {
            service.destroy();
        }
        Command.run(List.of("umount", directory.resolve("store/overlay").toString()));
        Command.run(List.of("rm", "-rf", directory.toString())); // with mounts of podman's own
    }
}
