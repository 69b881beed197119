// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real collector in a process of its own, as `saker collector` starts it. */
final class CollectorProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final String PUBLISHED = "saker_collector_events_published_total";
    private static final String READ = "saker_collector_events_read_total";
    private static final String DROPS = "saker_collector_kernel_drops_total";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI metrics;
    private final Path script;
    private final String bootstrap;
    private final Process process;

    /**
     * @param script the saker script
     * @param directory where its configuration is written
     * @param more keys of that
     */
    CollectorProcess(Path script, Path directory, String bootstrap, String more)
            throws IOException {
        this.script = script;
        this.bootstrap = bootstrap;
        int port = freePort();
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        Path configuration = directory.resolve("collector.yaml");
        Files.writeString(
                configuration,
                """
                node: bench
                kafka:
                  bootstrap_servers: %s
                producer:
                  max_bytes_per_second: 0
                admin:
                  port: %d
                %s
                """
                        .formatted(bootstrap, port, more));
        process =
                new ProcessBuilder(
                                List.of(
                                        script.toString(),
                                        "collector",
                                        "--config",
                                        configuration.toString()))
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
    }

    long pid() {
        return process.pid();
    }

    /** Events handed to Kafka, as of the last second. */
    long published() throws IOException, InterruptedException {
        return sum(PUBLISHED);
    }

    /** Events that came from the kernel, as of the last second. */
    long read() throws IOException, InterruptedException {
        return sum(READ);
    }

    /** Events lost in the kernel, as of the last second. */
    long dropped() throws IOException, InterruptedException {
        return sum(DROPS);
    }

    /** Over all labels. */
    private long sum(String metric) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics).build();
        List<String> lines =
                client.send(request, BodyHandlers.ofLines())
                        .body()
                        .filter(
                                line ->
                                        line.startsWith(metric + " ")
                                                || line.startsWith(metric + "{"))
                        .toList();
        if (lines.isEmpty()) {
            throw new IOException("the collector has no metric " + metric);
        }
        return lines.stream()
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Brings rules into force: the collector keeps to their plan from here on. */
    void push(List<Path> rules) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(script.toString(), "rules", "push", "--kafka", bootstrap));
        rules.forEach(file -> command.add(file.toString()));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("cannot push " + rules);
        }
    }

    /** Waits until it watches. */
    void awaitStarted() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                published();
                return;
            } catch (ConnectException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Asks it to end and waits until it has published everything. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the collector did not end within " + STOP_LIMIT);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
