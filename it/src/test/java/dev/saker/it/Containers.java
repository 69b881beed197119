// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Real containers of podman and runc over an imported root file system that holds busybox and a few
 * files. The store is a folder of the test's own, so nothing of the host's podman is seen or
 * changed.
 */
final class Containers implements AutoCloseable {
    private static final String IMAGE = "localhost/saker-it:latest";
    private static final List<String> APPLETS =
            List.of(
                    "sh", "sleep", "cat", "ls", "true", "id", "cp", "rm", "ln", "touch", "mkdir",
                    "chmod", "ip", "dd");
    private static final Map<String, String> FILES =
            Map.of(
                    "etc/shadow", "root:*:19000::::::\n",
                    "etc/profile", "umask 022\n",
                    "root/.ssh/known_hosts", "");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

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

    private static final int MOST_MOUNTS = 20;
    private static final Duration CLEAN_UP_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final Map<String, String> environment;
    private Process service;

    private Containers(Path directory) {
        this.directory = directory;
        this.environment =
                Map.of("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
    }

    static Containers in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Containers containers = new Containers(directory);
        Files.writeString(directory.resolve("containers.conf"), CONFIGURATION);
        Path archive = rootFileSystem(directory.resolve("rootfs"));
        containers.podman(List.of("import", archive.toString(), IMAGE));
        return containers;
    }

    /** Starts a container that goes on; its full id is the answer. */
    String start(List<String> command) {
        return start(List.of("--network", "none"), command);
    }

    String start(List<String> options, List<String> command) {
        return start(options, IMAGE, command);
    }

    String start(List<String> options, String image, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("run", "--detach"));
        arguments.addAll(List.of("--ulimit", "host"));
        arguments.addAll(options);
        arguments.add(image);
        arguments.addAll(command);
        return podman(arguments).output().strip().lines().reduce((a, b) -> b).orElseThrow();
    }

    /** Another name for the image. */
    void tag(String name) {
        podman(List.of("tag", IMAGE, name));
    }

    /** Where the containers can be asked about, from now until all is closed. */
    Path serve() throws IOException {
        Path socket = directory.resolve("podman.sock");
        List<String> arguments = List.of("system", "service", "--time", "0", "unix://" + socket);
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        service = builder.start();
        await("podman's socket").until(() -> Files.exists(socket));
        return socket;
    }

    Command exec(String container, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("exec", container));
        arguments.addAll(command);
        return podman(arguments);
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.destroy();
            service.onExit().join();
        }
        podman(List.of("rm", "--force", "--all", "--time", "0"));
        podman(List.of("rmi", "--force", "--all"));
        awaitCleanUps();
        // Something of the engine may be in its store for a moment longer; and engines that began
        // at the same time have mounted it once each.
        List<String> unmount =
                List.of("umount", "--lazy", directory.resolve("store/overlay").toString());
        int mounts = 0;
        while (mounts < MOST_MOUNTS && Command.run(unmount).status() == 0) {
            mounts++;
        }
        FileTree.delete(directory);
    }

    /** A podman that cleans up behind a container begins late, and mounts the store again. */
    private void awaitCleanUps() {
        long deadline = System.nanoTime() + CLEAN_UP_LIMIT.toNanos();
        while (isAtWork() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(CLEAN_UP_LIMIT.toNanos() / 100);
        }
    }

    private boolean isAtWork() {
        String store = directory.resolve("store").toString();
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(store));
    }

    private Command podman(List<String> arguments) {
        return Command.run(command(arguments), environment).orThrow();
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of("--root", directory.resolve("store").toString()));
        command.addAll(List.of("--runroot", directory.resolve("run").toString()));
        command.addAll(arguments);
        return command;
    }

    private static Path rootFileSystem(Path root) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path busybox = Path.of(Command.run(List.of("which", "busybox")).orThrow().output().strip());
        Files.copy(busybox, bin.resolve("busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        copyLibraries(busybox, root);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path archive = root.resolveSibling("rootfs.tar");
        Command.run(List.of("tar", "-C", root.toString(), "-cf", archive.toString(), "."))
                .orThrow();
        return archive;
    }

    /** For hosts whose busybox is linked dynamically; a static one has no libraries to list. */
    private static void copyLibraries(Path program, Path root) throws IOException {
        Matcher libraries =
                LIBRARY.matcher(Command.run(List.of("ldd", program.toString())).output());
        while (libraries.find()) {
            Path library = Path.of(libraries.group(1));
            Path copy = root.resolve(library.toString().substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(library, copy);
        }
    }
}
