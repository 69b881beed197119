// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./saker up --sinks}: from a system call on the live kernel to an HTTP receiver. */
final class SakerUpSinksIT {
    private static final Duration START_LIMIT = Duration.ofMinutes(3); // it may build first
    private static final Duration ALERT_LIMIT = Duration.ofSeconds(30);
    private static final String SECRET = "the-receiver-wants-this";

    private static final String RULES =
            """
            - rule: File of the test opened
              desc: A file was created that only the test creates.
              condition: evt.type in (open, openat, openat2) and fd.name startswith %s/deed-
              output: "opened %%fd.name"
              priority: WARNING
            """;

    private static final String SINKS =
            """
            sinks:
              web:
                http:
                  url: %s
                  headers: {Authorization: "Bearer {{secret.token}}"}
                  secrets: {token: "${file:%s}"}
              gone:
                http: {url: "http://127.0.0.1:9/"}
            routes:
              - {to: [web], rules: ["File of *"], priority: warning}
              - {to: [gone], rules: ["File of *"]}
            """;

    @TempDir Path directory;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();

    @Test
    void deed_onThisHost_isAnAlertAtTheReceiver() throws Exception {
        Host.assumeObservable(SakerUpSinksIT.class);
        Host.claim();
        HttpServer receiver = receiver();
        Path data = directory.resolve("data");
        try (SakerProcess saker = SakerProcess.start(arguments(receiver, data))) {
            saker.awaitReady(START_LIMIT);

            Path deed = Files.createFile(directory.resolve("deed-1"));

            await().atMost(ALERT_LIMIT).until(() -> bodies.size() == 1);
            assertThat(bodies.get(0)).contains("\"rule\":\"File of the test opened\"", "" + deed);
            assertThat(credentials).containsExactly("Bearer " + SECRET);
            assertThat(saker.interrupt(START_LIMIT)).as(saker.speech()).isZero();
            assertThat(saker.speech())
                    .contains("sink gone does not have all: up to 1 alerts wait")
                    .doesNotContain("sink web", SECRET);
        } finally {
            receiver.stop(0);
        }
        assertThat(Files.readString(data.resolve("saker.log")))
                .contains("sink=gone will try again")
                .doesNotContain(SECRET);
    }

    private List<String> arguments(HttpServer receiver, Path data) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), SECRET + "\n");
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
        Path sinks = directory.resolve("sinks.yaml");
        Files.writeString(sinks, SINKS.formatted(url, token));
        Path rules = directory.resolve("rules.yaml");
        Files.writeString(rules, RULES.formatted(directory));
        return List.of(
                "up",
                "--json",
                "--rules",
                rules.toString(),
                "--sinks",
                sinks.toString(),
                "--data-dir",
                data.toString());
    }

    private HttpServer receiver() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(address, 10);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    bodies.add(new String(body, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
