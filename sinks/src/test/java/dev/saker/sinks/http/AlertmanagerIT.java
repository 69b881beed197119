// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.config.Tls;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.ServerProcess;
import dev.saker.sinks.contract.TestAlerts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset alertmanager against a real one. */
final class AlertmanagerIT {

    @TempDir private Path folder;

    @Test
    void alerts_withWhatBreaksJson_areInAlertmanager() throws Exception {
        try (ServerProcess server = start(ServerProcess.freePort());
                HttpSink sink = new HttpSink(options("http://127.0.0.1:" + server.port()))) {
            Outcome outcome =
                    sink.deliver(TestAlerts.alert(1, "A rule", "say \"hello\"\n\\ \u0001 ünï"));

            assertThat(outcome).isEqualTo(Outcome.DELIVERED);
            JsonNode alerts = ask("http://127.0.0.1:" + server.port() + "/api/v2/alerts");
            assertThat(alerts).hasSize(1);
            assertThat(alerts.at("/0/labels/alertname").asText()).isEqualTo("A rule");
            assertThat(alerts.at("/0/labels/alert_id").asText()).isEqualTo(TestAlerts.id(1));
            assertThat(alerts.at("/0/labels/severity").asText()).isEqualTo("warning");
            assertThat(alerts.at("/0/annotations/summary").asText())
                    .isEqualTo("say \"hello\"\n\\ \u0001 ünï");
        }
    }

    private static JsonNode ask(String url) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url)).build();
        String answer = HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer);
    }

    private ServerProcess start(int port) throws Exception {
        String program =
                ServerProcess.require(
                        "AlertmanagerIT", "prometheus-alertmanager", "prometheus-alertmanager");
        Path file =
                Files.writeString(
                        folder.resolve("alertmanager.yml"),
                        "route: {receiver: none}\nreceivers: [{name: none}]\n");
        return new ServerProcess(
                folder,
                port,
                List.of(
                        program,
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
    }

    private static HttpOptions options(String url) {
        Duration limit = Duration.ofSeconds(5);
        return new HttpOptions(
                "alertmanager", url, "POST", Map.of(), "", Map.of(), Tls.NONE, limit, limit);
    }
}
