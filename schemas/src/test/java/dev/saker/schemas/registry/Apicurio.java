// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Apicurio Registry in a process of its own, with nothing in it. */
public final class Apicurio implements AutoCloseable {
    private final Process process;
    private final int port;

    private Apicurio(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param jar the server's, as Maven has unpacked it
     */
    public static Apicurio start(String jar, Path folder) throws IOException {
        int port = freePort();
        Path log = folder.resolve("apicurio.log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + port,
                                "-jar",
                                jar)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Apicurio server = new Apicurio(process, port);
        Awaitility.await("Apicurio Registry")
                .atMost(Duration.ofMinutes(3)) // on a busy host
                .pollInterval(Duration.ofMillis(250))
                .failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
                .ignoreExceptions()
                .until(server::answers);
        return server;
    }

    public int port() {
        return port;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> kill()).join();
    }

    private Process kill() {
        return process.destroyForcibly();
    }

    private boolean answers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
        HttpResponse<Void> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        return response.statusCode() == 200;
    }
}
