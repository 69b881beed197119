// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.collector.publish.ProducerOptions;
import dev.saker.probe.EventClass;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorConfigTest {
    private static final String KAFKA = "kafka: {bootstrap_servers: 'localhost:9092'}\n";

    @Test
    void file_withKafkaAlone_hasTheDefaults() {
        assertThat(parse(KAFKA))
                .isEqualTo(CollectorConfig.of(KafkaConnection.plaintext("localhost:9092")));
    }

    @Test
    void sampleFile_saysTheDefaults() {
        CollectorConfig sample =
                YamlConfig.read(Path.of("src/main/dist/collector.yaml"), CollectorConfig.class);

        assertThat(sample)
                .isEqualTo(CollectorConfig.of(KafkaConnection.plaintext("localhost:9092")));
    }

    @Test
    void file_withEveryKey_isRead() {
        CollectorConfig config =
                parse(
                        KAFKA
                                + "node: web-1\n"
                                + "schema_registry: {url: 'http://registry:8081'}\n"
                                + "producer: {compression: zstd, linger: 10ms, batch_bytes: 2048,"
                                + " memory_bytes: 4096, delivery_timeout: 1h,"
                                + " max_bytes_per_second: 5000}\n"
                                + "topics: {events: e, collectors: c}\n"
                                + "publish: all\n"
                                + "archive: {classes: [execve, clone_fork]}\n"
                                + "capture: {events: [execve], publish_state: false,"
                                + " fields: [environment], ring_bytes: 65536, cpus_per_ring: 1,"
                                + " reorder_window: 1ms, poll_shortest: 1ms, poll_longest: 5ms}\n"
                                + "exclude: {pids: [7, 8], cgroups: [/sys/fs/cgroup/kafka]}\n"
                                + "state: {threads: 10, containerd_namespaces: [mine]}\n"
                                + "containers: {enabled: false, engines: [cri], cri: [/c.sock],"
                                + " docker: [/d.sock], podman: [/p.sock], host_root: /host,"
                                + " longest_wait: 1s, wait_bytes: 10, timeout: 1s,"
                                + " label_length: 5}\n"
                                + "admin: {address: 0.0.0.0, port: 0}\n");

        assertThat(config.nodeName()).isEqualTo("web-1");
        assertThat(config.schemaRegistry().orElseThrow().url()).isEqualTo("http://registry:8081");
        assertThat(config.producer())
                .isEqualTo(
                        new ProducerOptions(
                                "zstd",
                                Duration.ofMillis(10),
                                2048,
                                4096,
                                Duration.ofHours(1),
                                5_000));
        assertThat(config.topics()).isEqualTo(new CollectorConfig.TopicNames("e", "c"));
        assertThat(config.publish()).isEqualTo(CollectorConfig.Publish.ALL);
        assertThat(config.archive().classes())
                .containsExactly(EventClass.EXECVE, EventClass.CLONE_FORK);
        assertThat(config.exclude().pids()).containsExactly(7, 8);
        assertThat(config.state().namespaces()).containsExactly("mine");
        assertThat(config.containers().cri()).containsExactly(Path.of("/c.sock"));
        assertThat(config.containers().longestWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.admin()).isEqualTo(new CollectorConfig.Admin("0.0.0.0", 0));
        SensorPlan plan = SensorPlan.of(config.capture());
        assertThat(plan.projection()).isEqualTo(FieldGroup.DEFAULT | FieldGroup.ENVIRONMENT.bit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture: {poll_shortest: 20ms, poll_longest: 1ms}",
                "capture: {poll_shortest: 0ms}",
                "producer: {delivery_timeout: 1s}",
                "producer: {memory_bytes: 1024}",
                "producer: {max_bytes_per_second: -1}",
                "admin: {port: 70000}",
                "state: {threads: 0}",
                "containers: {engines: [rkt]}",
                "containers: {cri: [run/crio.sock]}",
                "containers: {longest_wait: 2m}",
                "containers: {timeout: 0s}",
                "admin: {prot: 1}",
                "publish: some",
                "archive: {classes: [opens]}",
                "archive: {class: [open]}",
            })
    void file_withAWrongValue_isRefusedWithItsPlace(String line) {
        assertThatThrownBy(() -> parse(KAFKA + line))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("collector.yaml:2:");
    }

    @Test
    void plan_withAnUnknownName_isRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> SensorPlan.of(parse(KAFKA + "capture: {events: [opn]}").capture()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("opn")
                .hasMessageContaining("execve");
        assertThatThrownBy(() -> SensorPlan.of(parse(KAFKA + "capture: {fields: [env]}").capture()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("environment");
    }

    @Test
    void plan_ofFewEvents_capturesThoseThatTheStateNeeds() {
        CollectorConfig.Capture capture =
                parse(KAFKA + "capture: {events: [openat], publish_state: false}").capture();

        SensorPlan plan = SensorPlan.of(capture);

        assertThat(plan.published().cardinality()).isEqualTo(1);
        assertThat(plan.captured().cardinality()).isGreaterThan(1);
        assertThat(plan.eventTypes())
                .isEqualTo(List.of(dev.saker.collector.state.EventCodes.OPENAT));
        assertThat(plan.fingerprint())
                .isEqualTo(SensorPlan.of(capture).fingerprint())
                .isNotEqualTo(SensorPlan.everything().fingerprint());
    }

    private static CollectorConfig parse(String text) {
        return YamlConfig.parse("collector.yaml", text, CollectorConfig.class);
    }
}
