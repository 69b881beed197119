// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What the live tests ask of the machine, and where the project lies on it. */
final class Host {
    private static final String SHARED = "shared/conformance";
    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

    private static FileLock claim;

    private Host() {}

    /** Skips the test, by name and with the reason, where the kernel cannot be observed. */
    static void assumeObservable(Class<?> test) {
        String name = test.getSimpleName();
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root, name + ": needs root to load the probe");
        assumeTrue(Files.exists(BTF), name + ": needs a kernel with BTF (" + BTF + ")");
    }

    /**
     * Waits until no other run of these tests has the host, and keeps it to the end of the JVM: the
     * deeds and the load of one would be alerts and losses of the other.
     */
    static synchronized void claim() throws IOException {
        if (claim == null) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "saker-it.lock");
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            claim = channel.lock();
        }
    }

    static void assumeContainers(Class<?> test) {
        String name = test.getSimpleName();
        assumeTrue("root".equals(System.getProperty("user.name")), name + ": needs root");
        for (String program : List.of("podman", "runc", "busybox")) {
            boolean there = Command.run(List.of("which", program)).status() == 0;
            assumeTrue(there, name + ": needs " + program + " (./saker verify installs it)");
        }
    }

    /** The project's root: tests run in the module's folder, or in the root from an editor. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("saker")) ? here : here.getParent();
    }

    /**
     * One of Falco's own rule files, recordings and answers, which lie beside the repository, not
     * in it. Skips the calling test where they do not.
     */
    static Path conformance(String name) {
        Path folder = root();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(SHARED))) {
            folder = folder.getParent();
        }
        Path file = folder.resolve(SHARED).resolve(name);
        assumeTrue(Files.exists(file), "conformance/" + name + ": not beside this repository");
        return file;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A program that opens nothing when it starts, and runs in any container. */
    static void compileStatic(Path source, Path program) throws IOException {
        String to = program.toString();
        String from = source.toString();
        Command.run(List.of("gcc", "-Wall", "-Werror", "-O1", "-static", "-o", to, from)).orThrow();
    }

    static Path testResources() {
        return root().resolve("it/src/test/resources");
    }
}
