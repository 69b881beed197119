// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.CollectorConfig;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.sinks.config.SinkConfig;
import dev.saker.sinks.route.RoutesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in the ConfigMaps are read by those they are for. */
class RenderedConfigTest {
    @TempDir Path folder;

    private static List<KubernetesObject> rendered(String values) {
        return Chart.render(Chart.resource("values/" + values + ".yaml"));
    }

    /** As it is in the ConfigMap, but for what only a pod's environment can fill in. */
    private static String file(List<KubernetesObject> objects, String map, String file) {
        return Chart.only(objects, "ConfigMap", Chart.RELEASE + "-saker-" + map)
                .tree()
                .path("data")
                .path(file)
                .asText()
                .replaceAll("\\$\\{env:([A-Z_]+)}", "value-of-$1");
    }

    @Test
    void collector_withLittleGiven_readsItsFile() {
        CollectorConfig config =
                YamlConfig.parse(
                        "collector.yaml",
                        file(rendered("minimal"), "collector", "collector.yaml"),
                        CollectorConfig.class);

        assertThat(config.nodeName()).isEqualTo("value-of-NODE_NAME");
        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.admin()).isEqualTo(new CollectorConfig.Admin("value-of-POD_IP", 9450));
        assertThat(config.state().accounts()).isEqualTo(Path.of("/host/etc"));
        assertThat(config.schemaRegistry()).isEmpty();
    }

    @Test
    void collector_withEverythingGiven_readsItsFile() {
        CollectorConfig config =
                YamlConfig.parse(
                        "collector.yaml",
                        file(rendered("everything"), "collector", "collector.yaml"),
                        CollectorConfig.class);

        assertThat(config.producer().memoryBytes()).isEqualTo(67108864);
        assertThat(config.spool().maxBytes()).isEqualTo(512L << 20);
        assertThat(config.capture().ringBytes()).isEqualTo(16777216);
        assertThat(config.capture().publishState()).isFalse();
        assertThat(config.exclude().cgroups())
                .containsExactly(Path.of("/sys/fs/cgroup/kafka.slice"));
        assertThat(config.kafka().tls().caFile()).isEqualTo("/run/secrets/kafka-ca/ca.crt");
        assertThat(config.kafka().sasl().username()).isEqualTo("value-of-KAFKA_USERNAME");
        assertThat(config.kafka().sasl().password().reference())
                .isEqualTo("${file:/run/secrets/kafka-sasl/password}");
        assertThat(config.kafka().properties()).containsEntry("metadata.max.age.ms", "60000");
        assertThat(config.schemaRegistry().orElseThrow().url())
                .isEqualTo("https://registry.example/apis/ccompat/v7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void detection_readsItsFile(String values) {
        DetectionJobConfig config =
                YamlConfig.parse(
                        "detection.yaml",
                        file(rendered(values), "detection", "detection.yaml"),
                        DetectionJobConfig.class);

        boolean everything = values.equals("everything");
        assertThat(config.parallelism()).isEqualTo(everything ? 4 : 1);
        assertThat(config.registry().remote().isPresent()).isEqualTo(everything);
        assertThat(config.checkpoints().interval())
                .isEqualTo(Duration.ofSeconds(everything ? 30 : 10));
    }

    @Test
    void delivery_readsItsFile() {
        DeliveryJobConfig config =
                YamlConfig.parse(
                        "delivery.yaml",
                        file(rendered("everything"), "delivery", "delivery.yaml"),
                        DeliveryJobConfig.class);

        assertThat(config.sinksFile()).isEqualTo("sinks.yaml");
        assertThat(config.isolation()).isEqualTo(DeliveryJobConfig.Isolation.READ_COMMITTED);
        assertThat(config.registry().remote()).isPresent();
    }

    @Test
    void sinks_areReadAndCanBeOpened() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sinks.yaml"),
                        file(rendered("everything"), "delivery", "sinks.yaml")
                                .replace("/run/secrets", secrets().toString()));

        RoutesFile routes = RoutesFile.read(file);

        assertThat(routes.sinks()).containsOnlyKeys("chat", "siem");
        assertThat(routes.routes()).hasSize(2);
        for (SinkConfig sink : List.of(routes.sinks().get("chat"))) {
            sink.open().close();
        }
    }

    private Path secrets() throws IOException {
        Path slack = Files.createDirectories(folder.resolve("secrets/slack"));
        Files.writeString(slack.resolve("path"), "T0/B0/x\n");
        return folder.resolve("secrets");
    }
}
