// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a healthy registry does not do. The healthy one is in HttpSchemaRegistryIT. */
class HttpSchemaRegistryTest {
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    private record Reply(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void register_serverFailsTwice_triesAgain() {
        replies.add(new Reply(503, "starting"));
        replies.add(new Reply(500, "starting"));
        replies.add(new Reply(200, "{\"id\": 7}"));
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url());

        assertThat(registry.register("s p", Schemas.MARKER)).isEqualTo(7);
        assertThat(registry.register("s p", Schemas.MARKER)).isEqualTo(7);
        assertThat(registry.byId(7)).isEqualTo(Schemas.MARKER);
        assertThat(requests).hasSize(3).allMatch("POST /subjects/s%20p/versions null"::equals);
    }

    @Test
    void register_refused_saysWhatTheRegistrySaid() {
        replies.add(new Reply(401, "{\"error_code\": 40101, \"message\": \"who are you\"}"));

        assertThatThrownBy(() -> new HttpSchemaRegistry(url()).register("s", Schemas.MARKER))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cannot register dev.saker.schemas.Marker under subject s")
                .hasMessageContaining("answered 401: who are you");
    }

    @Test
    void register_notARegistry_saysSo() {
        replies.add(new Reply(200, "<html>welcome</html>"));

        assertThatThrownBy(() -> new HttpSchemaRegistry(url()).register("s", Schemas.MARKER))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is it a schema registry?");
    }

    @Test
    void byId_unknown_isNotAskedForEachRecord() {
        replies.add(new Reply(404, "{\"error_code\": 40403, \"message\": \"no\"}"));
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url());

        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThat(requests).containsExactly("GET /schemas/ids/9 null");
    }

    @Test
    void calls_withNameAndPassword_authenticate(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("p"), "sesame\n");
        Secret secret = new Secret("${file:" + password + "}");
        Duration timeout = Duration.ofSeconds(5);
        replies.add(new Reply(200, "{\"id\": 1}"));

        new HttpSchemaRegistry(
                        new RegistryConnection(url() + "/", "ali", secret, Tls.NONE, timeout))
                .register("s", Schemas.MARKER);

        assertThat(requests).containsExactly("POST /subjects/s/versions Basic YWxpOnNlc2FtZQ==");
    }

    @Test
    void byId_nobodyListens_saysWhere() {
        URI url = url();
        server.stop(0);

        assertThatThrownBy(() -> new HttpSchemaRegistry(url).byId(1))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cannot reach the schema registry at " + url);
    }

    @Test
    void connection_notHttp_isRefused() {
        assertThatThrownBy(() -> RegistryConnection.to(URI.create("registry:8081")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with http:// or https://");
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI().getRawPath()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        Reply reply = replies.remove();
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
