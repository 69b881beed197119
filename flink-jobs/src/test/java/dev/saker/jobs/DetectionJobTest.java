// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.correlate.FleetHit;
import dev.saker.jobs.correlate.HostSignal;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.marker.NodeCount;
import dev.saker.jobs.marker.NodeProgress;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.registry.RegistryConnection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionJobTest {

    @Test
    void sourceAndMatch_inTheJobGraph_shareAVertex() {
        List<String> vertices = vertexNames(graph().getJobGraph());

        assertThat(vertices)
                .anySatisfy(name -> assertThat(name).contains("Source: events", "match"));
        assertThat(vertices).filteredOn(name -> name.contains("match")).hasSize(1);
    }

    @Test
    void operators_all_haveUids() {
        StreamGraph graph = graph();

        assertThat(graph.getStreamNodes())
                .allSatisfy(node -> assertThat(uidOf(graph, node.getId())).isNotNull());
    }

    /** What Flink's own page shows. */
    @Test
    void vertices_inTheJobGraph_haveNamesThatSayWhatTheyDo() {
        List<String> vertices = vertexNames(graph().getJobGraph());

        assertThat(vertices)
                .containsExactlyInAnyOrder(
                        "Source: events -> match -> fold hits",
                        "gaps",
                        "notices",
                        "correlate across hosts",
                        "correlate by host",
                        "suppress",
                        "risk",
                        "incidents",
                        "alerts: Writer -> alerts: Committer");
    }

    @Test
    void operators_withKeys_areOneForEachShapeOfKeyBehindAHash() {
        StreamGraph graph = graph();

        List<StreamNode> keyed =
                graph.getStreamNodes().stream()
                        .filter(node -> node.getStatePartitioners().length > 0)
                        .toList();

        assertThat(keyed)
                .extracting(StreamNode::getOperatorName)
                .containsExactlyInAnyOrder(
                        "gaps",
                        "notices",
                        "correlate across hosts",
                        "correlate by host",
                        "suppress",
                        "risk",
                        "incidents");
        assertThat(keyed)
                .flatExtracting(StreamNode::getInEdges)
                .extracting(StreamEdge::getPartitioner)
                .hasOnlyElementsOfType(KeyGroupStreamPartitioner.class);
    }

    @Test
    void records_thatTravel_needNoKryo() {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);

        assertThat(travelling())
                .allSatisfy(
                        type -> {
                            TypeInformation<?> information = TypeInformation.of(type);
                            assertThat(information).isInstanceOf(PojoTypeInfo.class);
                            assertThat(information.createSerializer(strict)).isNotNull();
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"10s", "14m"})
    void config_transactionsNoLongerThanCheckpoints_areRefused(String interval) {
        String yaml =
                """
                kafka: {bootstrap_servers: "broker:9092"}
                checkpoints: {interval: %s}
                transactions: {timeout: 10s}
                """
                        .formatted(interval);

        assertThat(ConfigOutcome.of(yaml)).contains("transactions.timeout", "would be aborted");
    }

    @Test
    void config_secured_reachesTheClients() {
        String yaml =
                """
                kafka:
                  bootstrap_servers: broker:9093
                  security_protocol: sasl_ssl
                  tls: {truststore: /etc/saker/trust.p12}
                  sasl: {username: saker, password: "${env:PATH}"}
                registry: https://registry/apis/ccompat/v7
                parallelism: 4
                matching: {mode: first}
                """;

        DetectionJobConfig config = ConfigOutcome.parse(yaml);

        assertThat(config.kafka().clientProperties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.location", "/etc/saker/trust.p12")
                .containsKey("sasl.jaas.config");
        assertThat(config.parallelism()).isEqualTo(4);
    }

    @Test
    void config_protectedRegistry_isReachedWithWhatItAsksFor() {
        String yaml =
                """
                kafka: {bootstrap_servers: "broker:9092"}
                registry:
                  url: https://registry/apis/ccompat/v7
                  username: saker
                  password: "${env:PATH}"
                  tls: {ca_file: /etc/saker/ca.pem}
                """;

        RegistryConnection registry = ConfigOutcome.parse(yaml).registry().remote().orElseThrow();

        assertThat(registry.username()).isEqualTo("saker");
        assertThat(registry.tls().caFile()).isEqualTo("/etc/saker/ca.pem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry: registry:8081|begins with http:// or https://",
                "registry: {url: 'https://r', username: saker}|username and password go together",
                "registry: {url: local, username: saker}|the registry is local"
            })
    void config_registryThatCannotBe_isRefused(String line, String reason) {
        String yaml = "kafka: {bootstrap_servers: 'broker:9092'}\n" + line + "\n";

        assertThat(ConfigOutcome.of(yaml)).contains("job.yaml:2:11", reason);
    }

    @Test
    void config_resolved_holdsNoReferences() {
        String yaml =
                """
                kafka:
                  bootstrap_servers: broker:9093
                  security_protocol: sasl_ssl
                  sasl: {username: saker, password: "${env:PATH}"}
                """;

        KafkaConnection kafka = ConfigOutcome.parse(yaml).resolved().kafka();

        assertThat(kafka.sasl().isSet()).isFalse();
        assertThat(kafka.clientProperties().get("sasl.jaas.config").toString())
                .contains(System.getenv("PATH"));
        assertThat(kafka.toString()).doesNotContain(System.getenv("PATH"));
    }

    @Test
    void config_misspeltKey_isRefusedWithTheRightOne() {
        String yaml = "kafka: {bootstrap_servers: b:1}\nparalelism: 2\n";

        assertThat(ConfigOutcome.of(yaml)).contains("job.yaml:2:1", "parallelism");
    }

    private static StreamGraph graph() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        DetectionJobConfig config =
                DetectionJobConfig.of(KafkaConnection.plaintext("127.0.0.1:1")).withParallelism(2);
        new DetectionJob(config).addTo(environment);
        return environment.getStreamGraph(false);
    }

    private static List<String> vertexNames(JobGraph graph) {
        return StreamSupport.stream(graph.getVertices().spliterator(), false)
                .map(JobVertex::getName)
                .toList();
    }

    private static String uidOf(StreamGraph graph, int node) {
        return graph.getStreamNode(node).getTransformationUID();
    }

    private static List<Class<?>> travelling() {
        return List.of(
                EventRecord.class,
                FleetHit.class,
                HostSignal.class,
                MarkerMessage.class,
                OutgoingRecord.class,
                NodeCount.class,
                NodeProgress.class);
    }
}
