// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private Optional<String> problem = Optional.empty();
    private Optional<String> fatal = Optional.empty();
    private final AdminServer server =
            AdminServer.open(
                    "127.0.0.1", 0, () -> problem, () -> fatal, () -> "saker_collector_x 1\n");

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void healthz_whenAllIsWell_isOk() throws Exception {
        HttpResponse<String> response = get("/healthz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}\n");
    }

    @Test
    void healthz_withAProblem_isUnavailableAndSaysWhy() throws Exception {
        problem = Optional.of("Kafka \"k1\" is away");

        HttpResponse<String> response = get("/healthz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"status\":\"failing\",\"reason\":\"Kafka \\\"k1\\\" is away\"}\n");
    }

    @Test
    void livez_withAProblemThatARestartDoesNotMend_isOk() throws Exception {
        problem = Optional.of("Kafka has taken nothing for 31 s");

        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void livez_withAFatalProblem_isUnavailableAndSaysWhy() throws Exception {
        fatal = Optional.of("the reading thread is stuck");

        HttpResponse<String> response = get("/livez");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the reading thread is stuck");
    }

    @Test
    void metrics_areText() throws Exception {
        HttpResponse<String> response = get("/metrics?x=1");

        assertThat(response.headers().firstValue("content-type").orElse(""))
                .startsWith("text/plain; version=0.0.4");
        assertThat(response.body()).isEqualTo("saker_collector_x 1\n");
    }

    @Test
    void otherPath_isNotFound() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void addressInUse_isRefusedWithWhatToDo() {
        int port = server.address().getPort();

        assertThatThrownBy(
                        () ->
                                AdminServer.open(
                                        "127.0.0.1", port, () -> problem, () -> fatal, () -> ""))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("admin.port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
