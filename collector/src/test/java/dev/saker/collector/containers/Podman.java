// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Podman with a store of the test's own, an image that holds only busybox, and the socket over
 * which it can be asked.
 */
final class Podman implements AutoCloseable {
    static final String IMAGE = "localhost/saker-it:latest";

    /** Number of the user {@code app} and the group {@code staff}, which no host has. */
    static final int APP = 47_114;

    // crun refuses the hybrid cgroups of CI machines, and root there may not raise limits.
    private static final String CONFIGURATION =
            """
            [containers]
            default_ulimits = []
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "none"
            runtime = "runc"
            """;

    private final Path directory;
    private final Map<String, String> environment;
    private final Process service;

    Podman(Path directory) throws IOException {
        this.directory = directory;
        Path configuration = directory.resolve("containers.conf");
        this.environment = Map.of("CONTAINERS_CONF", configuration.toString());
        Files.writeString(configuration, CONFIGURATION);
        image("rootfs", IMAGE);
        this.service =
                Shell.start(
                        environment,
                        directory.resolve("log"),
                        command("system", "service", "--time", "0", "unix://" + socket()));
        await("podman's socket").until(() -> Files.exists(socket()));
    }

    Path socket() {
        return directory.resolve("podman.sock");
    }

    /** The same file system under another name: an image that sleeps unless told otherwise. */
    void image(String folder, String name) throws IOException {
        Path bin = Files.createDirectories(directory.resolve(folder).resolve("bin"));
        Files.copy(busybox(), bin.resolve("busybox"));
        for (String applet : List.of("sh", "sleep", "cat", "true", "id")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Path etc = Files.createDirectories(directory.resolve(folder).resolve("etc"));
        Files.writeString(
                etc.resolve("passwd"),
                "root:x:0:0::/root:/bin/sh\napp:x:%1$d:%1$d::/srv:/bin/ash\n".formatted(APP));
        Files.writeString(etc.resolve("group"), "root:x:0:\nstaff:x:%d:\n".formatted(APP));
        Path archive = directory.resolve(folder + ".tar");
        String root = directory.resolve(folder).toString();
        Shell.run(Map.of(), List.of("tar", "-C", root, "-cf", archive.toString(), "."));
        run("import", "--change", "CMD [\"/bin/sleep\",\"600\"]", archive.toString(), name);
    }

    private static Path busybox() {
        Path bin = Path.of("/usr/bin/busybox");
        return Files.exists(bin) ? bin : Path.of("/bin/busybox");
    }

    /** Saves an image for other runtimes. */
    void save(String image, Path archive) throws IOException {
        run("save", "--format", "docker-archive", "--output", archive.toString(), image);
    }

    /** Starts a container that goes on; its full id is the answer. */
    String start(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--ulimit", "host"));
        words.addAll(List.of(arguments));
        return run(words.toArray(String[]::new)).strip().lines().reduce((a, b) -> b).orElseThrow();
    }

    String run(String... arguments) throws IOException {
        return Shell.run(environment, command(arguments));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of("--root", directory.resolve("store").toString()));
        // What the engine cleans up in the background would mount the store again.
        command.addAll(List.of("--storage-opt", "overlay.skip_mount_home=true"));
        command.addAll(List.of("--runroot", directory.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws IOException {
        run("rm", "--force", "--all", "--time", "0");
        service.destroy();
        await("podman's end").until(() -> !service.isAlive());
        run("rmi", "--force", "--all");
        String mount = directory.resolve("store/overlay").toString();
        // Something of the engine may be in its store for a moment longer.
        Shell.run(Map.of(), List.of("sh", "-c", "umount --lazy " + mount + " 2>&1 || true"));
    }
}
