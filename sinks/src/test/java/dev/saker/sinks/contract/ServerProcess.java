// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server out of Debian, started by a test on a port of the loopback address. */
public final class ServerProcess implements AutoCloseable {

    private final Path log;
    private final int port;
    private final List<String> command;
    private Process process;

    /**
     * @param port that tells by taking connections that the server is up
     */
    public ServerProcess(Path folder, int port, List<String> command) {
        this.log = folder.resolve("server.log");
        this.port = port;
        this.command = List.copyOf(command);
        start();
    }

    /** Where a program is; the test is skipped, with this as the reason, when it is nowhere. */
    public static String require(String test, String program, String debianPackage) {
        Optional<Path> found =
                Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), test + ": no " + program + "; install " + debianPackage);
        return found.get().toString();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a tool to its end. */
    public static void run(Path folder, String... command) throws IOException {
        try {
            Process tool =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("tool.log").toFile())
                            .start();
            if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                String said = Files.readString(folder.resolve("tool.log"));
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return port;
    }

    public void start() {
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In order, as an administrator would. */
    public void stop() {
        List<ProcessHandle> all = all();
        process.destroy();
        awaitEnd(all);
    }

    /** Stops all its processes from running; connections are still taken, by the kernel. */
    public void freeze() throws IOException {
        for (ProcessHandle one : all()) {
            run(log.getParent(), "kill", "-STOP", Long.toString(one.pid()));
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    private static void awaitEnd(List<ProcessHandle> all) {
        all.forEach(one -> one.onExit().completeOnTimeout(one, 20, TimeUnit.SECONDS).join());
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (isUp()) {
                return;
            }
            pause();
        }
        throw new IllegalStateException(command.get(0) + ": " + Files.readString(log));
    }

    private boolean isUp() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
