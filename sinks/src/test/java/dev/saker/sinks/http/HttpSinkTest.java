// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.config.ConfigException;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSinkTest extends AlertSinkContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path mine;

    @Override
    protected Receiver start(Path folder) throws IOException {
        return new HttpServerReceiver(folder);
    }

    @Test
    void request_withoutTemplate_isFalcosJsonWithTheAlertIdAsKey() throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine);
                HttpSink sink = new HttpSink(receiver.options("", Map.of(), ""))) {
            sink.deliver(TestAlerts.alert(5));

            assertThat(receiver.received()).containsExactly(FalcoJson.line(TestAlerts.alert(5)));
            assertThat(receiver.headers().get(0))
                    .containsEntry("Idempotency-key", List.of(TestAlerts.id(5)))
                    .containsEntry("Content-type", List.of("application/json"));
        }
    }

    @Test
    void headers_areTemplates_withSecretsAndWithoutLineEnds() throws Exception {
        Map<String, String> wanted =
                Map.of("Authorization", "Bearer {{secret.token}}", "X-Title", "{{message}}");
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine);
                HttpSink sink = new HttpSink(receiver.options("", wanted, ""))) {
            sink.deliver(TestAlerts.alert(5, "Rule", "one\r\nX-Evil: two"));

            assertThat(receiver.headers().get(0))
                    .containsEntry("Authorization", List.of("Bearer " + HttpServerReceiver.SECRET))
                    .containsEntry("X-title", List.of("one  X-Evil: two"))
                    .doesNotContainKey("X-evil");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Rejected", "401, Rejected", "404, Rejected", "302, Rejected",
        "408, Retry", "429, Retry", "500, Retry", "503, Retry"
    })
    void status_decides_whetherToTryAgain(int status, String outcome) throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine);
                HttpSink sink = new HttpSink(receiver.options("", Map.of(), ""))) {
            receiver.statuses.add(status);

            Outcome first = sink.deliver(TestAlerts.alert(1));

            assertThat(first.getClass().getSimpleName()).isEqualTo(outcome);
            if (first instanceof Outcome.Retry retry) {
                assertThat(retry.after()).isEqualTo(Duration.ofSeconds(1));
            }
            assertThat(sink.deliver(TestAlerts.alert(1))).isEqualTo(Outcome.DELIVERED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack", "alertmanager", "loki", "falcosidekick"})
    void preset_withANastyAlert_sendsJsonThatHoldsIt(String preset) throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine);
                HttpSink sink = new HttpSink(receiver.options(preset, Map.of(), ""))) {
            sink.deliver(TestAlerts.alert(1, "Rule", TestAlerts.NASTY));

            JsonNode sent = JSON.readTree(receiver.received().get(0));
            String falco = "\"" + TestAlerts.NASTY;
            assertThat(
                            sent.findValuesAsText("text").toString()
                                    + sent.findValuesAsText("summary")
                                    + sent.findValuesAsText("output")
                                    + loki(sent))
                    .contains(falco.substring(1, 30));
        }
    }

    private static String loki(JsonNode sent) throws IOException {
        JsonNode line = sent.at("/streams/0/values/0/1");
        return line.isMissingNode() ? "" : JSON.readTree(line.asText()).path("output").asText();
    }

    @Test
    void template_withASectionOverFields_joinsThemByCommas() {
        String text = "[{{#output_fields}}\"{{name}}={{value}}\"{{/output_fields}}]";

        String filled = render(text);

        assertThat(filled)
                .isEqualTo(
                        "[\"evt.time=1700000000123456790\",\"fd.name=\","
                                + "\"proc.name=sh\",\"proc.pid=4711\"]");
    }

    @Test
    void template_withTripleBraces_writesJson() {
        assertThat(render("{{{tags}}} {{{output_fields.proc.pid}}} {{{rule}}} {{tags}}"))
                .isEqualTo(
                        "[\"container\",\"mitre_execution\"] 4711 \"Rule 1\""
                                + " container, mitre_execution");
    }

    private static String render(String text) {
        return Template.parse(text, Template.Escaping.JSON, Map.of())
                .render(TemplateValues.of(TestAlerts.alert(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": \"{{rull}}\"} | {{rull}} is not known",
                "{\"a\": {{rule}}} | not JSON once it is filled in",
                "{\"a\": \"{{secret.pass}}\"} | secrets has no 'pass'",
                "{{#tags}}\"{{value}}\" | has no {{/tags}}",
                "{\"a\": \"{{rule\"} | cannot read as a tag"
            })
    void template_withASlip_isRefusedAtTheStart(String body, String said) throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine)) {
            assertThatThrownBy(() -> new HttpSink(receiver.options("", Map.of(), body)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(said);
        }
    }

    @Test
    void pagerduty_withoutItsKey_saysWhatItNeeds() throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine)) {
            assertThatThrownBy(() -> new HttpSink(receiver.options("pagerduty", Map.of(), "")))
                    .hasMessageContaining("secrets: {routing_key: ${env:NAME}}");
        }
    }

    @Test
    void header_thatJavaKeepsForItself_isRefusedAtTheStart() throws Exception {
        try (HttpServerReceiver receiver = new HttpServerReceiver(mine)) {
            Map<String, String> wanted = Map.of("Host", "elsewhere");

            assertThatThrownBy(() -> new HttpSink(receiver.options("", wanted, "")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Host");
        }
    }

    @Test
    void retryAfter_secondsOrDate_isTheTimeToWait() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(RetryAfter.parse("120", now)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:30 GMT", now))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Wed, 31 Dec 2025 00:00:30 GMT", now)).isZero();
        assertThat(RetryAfter.parse("soon", now)).isZero();
    }
}
