// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.saker.schemas.Alert;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own HTTP server; it refuses what holds the word poison and quotes the credentials. */
final class HttpServerReceiver implements Receiver {

    static final String SECRET = "hunter2-very-secret";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Path secretFile;
    private HttpServer server;
    private int port;
    private volatile boolean hanging;

    /** Answers to give before all else. */
    final List<Integer> statuses = new CopyOnWriteArrayList<>();

    HttpServerReceiver(Path folder) throws IOException {
        this.secretFile = Files.writeString(folder.resolve("token"), SECRET + "\n");
        comeBack();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    List<Map<String, List<String>>> headers() {
        return headers;
    }

    HttpOptions options(String preset, Map<String, String> wanted, String body) {
        return new HttpOptions(
                preset,
                url(),
                "POST",
                wanted,
                body,
                Map.of("token", new Secret("${file:" + secretFile + "}")),
                Tls.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    @Override
    public AlertSink openSink() {
        Map<String, String> wanted = Map.of("Authorization", "Bearer {{secret.token}}");
        return new HttpSink(options("", wanted, ""));
    }

    @Override
    public List<String> received() {
        return bodies;
    }

    @Override
    public void goDown() {
        server.stop(0);
    }

    @Override
    public void comeBack() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        port = server.getAddress().getPort();
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public boolean hang() {
        hanging = true;
        return true;
    }

    @Override
    public Optional<Alert> poison() {
        return Optional.of(TestAlerts.alert(3, "Rule 3", "poison"));
    }

    @Override
    public String secret() {
        return SECRET;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (hanging) {
            awaitEnd();
        }
        int status = statuses.isEmpty() ? 204 : statuses.remove(0);
        if (body.contains("poison")) {
            status = 400;
        }
        if (status == 204) {
            bodies.add(body);
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
        }
        String credentials = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] answer = ("cannot take it from " + credentials).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        if (status != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
