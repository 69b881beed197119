// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.config.Tls;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that do with a connection what no good server does. */
@Timeout(30)
final class HttpConnectionsTest {

    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;

    /** What is done with a connection when a request has come. */
    private interface Answer {
        void write(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void connection_afterAnAnswer_isUsedAgain() {
        serve((socket, out) -> out.write(bytes(NO_CONTENT)));
        try (HttpSink sink = sink()) {
            assertThat(sink.deliver(TestAlerts.alert(1))).isEqualTo(Outcome.DELIVERED);
            assertThat(sink.deliver(TestAlerts.alert(2))).isEqualTo(Outcome.DELIVERED);
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void connection_thatWasClosedMeanwhile_costsNoTry() {
        serve(
                (socket, out) -> {
                    out.write(bytes(NO_CONTENT)); // as if it would stay, and then it does not
                    socket.close();
                });
        try (HttpSink sink = sink()) {
            assertThat(sink.deliver(TestAlerts.alert(1))).isEqualTo(Outcome.DELIVERED);
            assertThat(sink.deliver(TestAlerts.alert(2))).isEqualTo(Outcome.DELIVERED);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void answer_thatDrips_isCutOffInTime() {
        serve(
                (socket, out) -> {
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
                    for (int i = 0; i < 1000; i++) {
                        out.write('x');
                        out.flush();
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                });
        try (HttpSink sink = sink()) {
            long start = System.nanoTime();

            Outcome outcome = sink.deliver(TestAlerts.alert(1));

            assertThat(outcome.toString()).contains("did not answer within 1000 ms");
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    @Test
    void answer_thatIsNotHttp_isTriedAgain() {
        serve((socket, out) -> out.write(bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n")));
        try (HttpSink sink = sink()) {
            assertThat(sink.deliver(TestAlerts.alert(1))).isInstanceOf(Outcome.Retry.class);
        }
    }

    @Test
    void cancel_whileAReceiverHangs_endsTheTry() throws Exception {
        serve((socket, out) -> TimeUnit.SECONDS.sleep(20));
        try (HttpSink sink = sink(Duration.ofSeconds(20))) {
            CompletableFuture<Outcome> trying =
                    CompletableFuture.supplyAsync(() -> sink.deliver(TestAlerts.alert(1)));
            while (connections.get() == 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }

            sink.cancel();

            assertThat(trying.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Retry.class);
        }
    }

    private void serve(Answer answer) {
        Thread thread = new Thread(() -> accept(answer), "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Answer answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                byte[] request = new byte[1 << 16]; // comes in one piece
                while (socket.getInputStream().read(request) > 0) {
                    answer.write(socket, socket.getOutputStream());
                }
            } catch (IOException e) {
                continue; // the sink has gone, as it may
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpSink sink() {
        return sink(Duration.ofSeconds(1));
    }

    private HttpSink sink(Duration limit) {
        return new HttpSink(
                new HttpOptions(
                        "",
                        "http://127.0.0.1:" + server.getLocalPort(),
                        "POST",
                        Map.of(),
                        "",
                        Map.of(),
                        Tls.NONE,
                        limit,
                        limit));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
