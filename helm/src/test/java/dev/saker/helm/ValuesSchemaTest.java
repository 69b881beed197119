// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.collector.CollectorConfig;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJobConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused in words; the schema knows every value and no other. */
class ValuesSchemaTest {
    private static final String MINIMAL = Chart.resource("values/minimal.yaml");
    private static final ValuesSchema SCHEMA = ValuesSchema.ofChart();

    /** Those that say nothing until somebody gives them. */
    private static final Pattern MAY_BE_ABSENT =
            Pattern.compile(
                    "global|.*(Probe\\.initialDelaySeconds|Profile\\.localhostProfile"
                            + "|rollingUpdate\\.maxSurge|resources\\.claims)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: {securtyProtocol: ssl}|at '/kafka': additional properties 'securtyProtocol' not allowed",
                "kafka: {bootstrapServers: kafka}|at '/kafka/bootstrapServers': 'kafka' does not match pattern",
                "kafka: {securityProtocol: tls}|value must be one of 'plaintext', 'ssl', 'sasl_plaintext', 'sasl_ssl'",
                "kafka: {sasl: {password: x}}|additional properties 'password' not allowed",
                "collector: {config: {capture: {ring_byte: 4096}}}|additional properties 'ring_byte' not allowed",
                "collector: {config: {kafka: {}}}|additional properties 'kafka' not allowed",
                "collector: {config: {capture: {fields: [enviroment]}}}|value must be one of 'environment'",
                "collector: {config: {capture: {reorder_window: 2}}}|got number, want string",
                "collector: {adminPort: \"9450\"}|at '/collector/adminPort': got string, want integer",
                "collector: {privileged: true}|additional properties 'privileged' not allowed",
                "detection: {parallelism: 0}|minimum: got 0, want 1",
                "detection: {config: {checkpoints: {intervall: 1s}}}|additional properties 'intervall' not allowed",
                "flink: {mode: native}|value must be one of 'operator', 'standalone'",
                "flink: {state: {directory: /data}}|at '/flink/state/directory'",
                "topics: {eventRetention: a week}|at '/topics/eventRetention'",
                "rules: {files: {my rules: x}}|invalid propertyName 'my rules'",
                "delivery: {routes: [{too: [chat]}]}|additional properties 'too' not allowed",
                "images: {collector: {digest: abc}}|at '/images/collector/digest'",
                "kafka: {securityProtocol: sasl_ssl}|kafka.sasl.existingSecret",
                "flink: {highAvailability: true}|flink.highAvailability needs flink.state",
                "detection: {upgradeMode: last-state}|needs flink.state",
                "delivery: {enabled: true}|delivery.enabled needs delivery.sinks and delivery.routes",
                "detection: {parallelism: 9}|above topics.eventPartitions 8",
                "detection: {parallelism: 2}|above detection.taskManager.replicas times slots",
                "rules: {shipped: false}|rules.push without rules",
                "kafka: {bootstrapServers: \"\"}|kafka.bootstrapServers is empty",
            })
    void wrongValue_isRefusedInWords(String values, String message) {
        assertThatThrownBy(() -> Chart.render(MINIMAL, values)).hasMessageContaining(message);
    }

    @Test
    void everyObject_refusesUnknownKeysOrIsAMap() {
        List<String> open = new ArrayList<>();
        findOpen("", SCHEMA.root(), open);
        // What Kubernetes or a sink defines is theirs to check.
        assertThat(open)
                .allMatch(
                        path ->
                                path.matches(
                                        ".*(items|affinity|sinks/additionalProperties|sinks/additionalProperties/properties/\\w+|global)$"));
    }

    @Test
    void values_nameAllThatTheSchemaKnows() {
        JsonNode values = Chart.yaml(Chart.chartFile("values.yaml"));

        assertThat(keys(SCHEMA.root()))
                .allMatch(path -> MAY_BE_ABSENT.matcher(path).matches() || isIn(values, path));
    }

    /** With a value, or below one that is empty until somebody fills it. */
    private static boolean isIn(JsonNode values, String path) {
        JsonNode value = values;
        for (String name : path.split("\\.")) {
            if (value.isObject() && value.isEmpty()) {
                return true;
            }
            value = value.path(name);
        }
        return !value.isMissingNode();
    }

    @Test
    void everyValue_hasACommentAboveIt() {
        String[] lines = Chart.chartFile("values.yaml").split("\n");
        List<String> silent = new ArrayList<>();
        for (int index = 1; index < lines.length; index++) {
            if (lines[index].matches(" *[a-zA-Z]+:.*")
                    && !lines[index - 1].strip().startsWith("#")) {
                silent.add(index + 1 + lines[index]);
            }
        }
        assertThat(silent).isEmpty();
    }

    /** What the chart sets itself, and a recording, which no node has. */
    @Test
    void collectorConfig_isThatOfTheCollector() {
        assertThat(keys(SCHEMA.at("collector.config")))
                .isEqualTo(
                        keys(
                                CollectorConfig.class,
                                "node",
                                "kafka",
                                "schema_registry",
                                "admin",
                                "capture.recording",
                                "spool.directory",
                                "spool.max_bytes"));
    }

    @Test
    void detectionConfig_isThatOfTheJob() {
        assertThat(keys(SCHEMA.at("detection.config")))
                .isEqualTo(keys(DetectionJobConfig.class, "kafka", "registry", "parallelism"));
    }

    @Test
    void deliveryConfig_isThatOfTheJob() {
        assertThat(keys(SCHEMA.at("delivery.config")))
                .isEqualTo(keys(DeliveryJobConfig.class, "kafka", "registry", "sinks_file"));
    }

    private static Set<String> keys(JsonNode schema) {
        Set<String> found = new TreeSet<>();
        schemaPaths("", schema, found);
        return found;
    }

    private static Set<String> keys(Class<?> config, String... setByTheChart) {
        Set<String> found = new TreeSet<>();
        recordPaths("", config, found);
        found.removeIf(
                path ->
                        Arrays.stream(setByTheChart)
                                .anyMatch(own -> path.matches(own + "(\\..*)?")));
        return found;
    }

    private static void recordPaths(String path, Class<?> type, Set<String> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = snakeCase(component.getName());
            String inner = path.isEmpty() ? name : path + "." + name;
            if (component.getType().isRecord()) {
                recordPaths(inner, component.getType(), found);
            } else {
                found.add(inner);
            }
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static void schemaPaths(String path, JsonNode schema, Set<String> found) {
        JsonNode resolved = SCHEMA.resolved(schema);
        JsonNode properties = resolved.path("properties");
        if (!properties.isObject() || properties.isEmpty()) {
            found.add(path);
            return;
        }
        properties
                .properties()
                .forEach(
                        entry ->
                                schemaPaths(
                                        path.isEmpty()
                                                ? entry.getKey()
                                                : path + "." + entry.getKey(),
                                        entry.getValue(),
                                        found));
    }

    private static void findOpen(String path, JsonNode schema, List<String> open) {
        boolean object = schema.path("type").asText().equals("object");
        if (object && !schema.has("additionalProperties")) {
            open.add(path);
        }
        schema.properties()
                .forEach(entry -> findOpen(path + "/" + entry.getKey(), entry.getValue(), open));
    }
}
