// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that notes which alerts came, and can be slow, unwilling or gone. */
public final class WebReceiver implements AutoCloseable {

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpServer server;
    private int port;
    private volatile boolean hanging;
    private volatile long pauseMillis;
    private volatile String refused = "nothing";

    public WebReceiver() throws IOException {
        comeBack();
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Alert ids in the order their requests were answered. */
    public List<String> ids() {
        return ids;
    }

    /** Takes requests and never answers. */
    void hang() {
        hanging = true;
    }

    void takeItsTime(long millis) {
        pauseMillis = millis;
    }

    /** Answers 400 to whatever holds the text. */
    public void refuse(String text) {
        refused = text;
    }

    void goDown() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = HttpServer.create(address, 50);
        port = server.getAddress().getPort();
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes());
        try {
            if (hanging) {
                end.await();
            }
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean good = !body.contains(refused);
        if (good) {
            ids.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        }
        exchange.sendResponseHeaders(good ? 204 : 400, -1);
        exchange.close();
    }
}
