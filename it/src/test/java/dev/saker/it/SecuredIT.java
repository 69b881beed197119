// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.Apicurio;
import dev.saker.schemas.registry.SecuredRegistry;
import dev.saker.standalone.embedded.EmbeddedCluster;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every part of ours against a broker that speaks to nobody without TLS and a password, and a
 * registry behind TLS and another password.
 */
@TestMethodOrder(OrderAnnotation.class)
final class SecuredIT {
    private static final String KAFKA_SECRET = "kafka-secret-51d0";
    private static final String REGISTRY_SECRET = "registry-secret-9e77";
    private static final String WRONG_SECRET = "wrong-secret-3c3c";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String RULES =
            """
            - rule: Secured file made
              desc: A file was created that only the test creates.
              condition: evt.type in (open, openat, openat2) and fd.name = %s
              output: "made %%fd.name"
              priority: WARNING
            """;

    @TempDir private static Path directory;

    private static Apicurio apicurio;
    private static SecuredRegistry registry;
    private static EmbeddedKafka broker;

    @BeforeAll
    static void startServers() throws Exception {
        Host.assumeObservable(SecuredIT.class);
        SecuredRegistry.assumePossible(SecuredIT.class);
        String jar = System.getProperty("apicurio.jar", "");
        assumeTrue(
                Files.exists(Path.of(jar)),
                "SecuredIT: needs Apicurio, which the tests of schemas unpack (" + jar + ")");
        Host.claim();
        Files.writeString(directory.resolve("kafka"), KAFKA_SECRET + "\n");
        Files.writeString(directory.resolve("registry"), REGISTRY_SECRET + "\n");
        Files.writeString(directory.resolve("wrong"), WRONG_SECRET + "\n");
        apicurio = Apicurio.start(jar, directory);
        registry =
                SecuredRegistry.start(directory.resolve("front"), apicurio.port(), REGISTRY_SECRET);
        broker = new EmbeddedKafka(directory.resolve("broker"), 0, brokerSettings());
        broker.start();
        addUser();
    }

    @AfterAll
    static void stopServers() {
        if (broker != null) {
            broker.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (apicurio != null) {
            apicurio.close();
        }
    }

    @Test
    @Order(1)
    void topicsAndSubjects_createdThenChecked_areAsTheyShouldBe() throws IOException {
        String file = connections("kafka", "registry", registry.authority()).toString();

        Command before = saker("topics", "check", "--config", file);
        Command create = saker("topics", "create", "--config", file);
        Command check = saker("topics", "check", "--config", file);

        assertThat(before.status()).isEqualTo(1);
        assertThat(before.output()).contains("topic saker.rules is missing: saker topics create");
        assertThat(create.output())
                .contains("created saker.alerts")
                .contains("registered saker.alerts-dev.saker.schemas.Alert")
                .contains("set BACKWARD_TRANSITIVE on saker.alerts-dev.saker.schemas.Alert");
        assertThat(check.output()).isEqualTo("every topic is as it should be\n");
    }

    @Test
    @Order(2)
    void event_allTheWay_becomesAnAlert() throws Exception {
        Path file = connections("kafka", "registry", registry.authority());
        Path trigger = directory.resolve("trigger");
        Path rules = Files.writeString(directory.resolve("r.yaml"), RULES.formatted(trigger));
        saker("rules", "push", "--config", file.toString(), rules.toString()).orThrow();

        try (EmbeddedCluster cluster = new EmbeddedCluster(directory.resolve("flink"), 1);
                CollectorProcess collector =
                        CollectorProcess.start(collector("kafka", registry.authority()))) {
            cluster.start();
            detect(cluster, file);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> hasAlert(file, trigger));
            collector.interrupt();
        }
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({
        "wrong, registry, ca, refuses the login, kafka.sasl",
        "kafka, wrong, ca, answered 401, the registry's username and password",
        "kafka, registry, stranger, no TLS connection to Kafka at, kafka.tls"
    })
    void topicsCreate_withSomethingWrong_saysWhatInOneLine(
            String kafka, String registryPassword, String authority, String what, String where)
            throws IOException {
        Path file = connections(kafka, registryPassword, registry.file(authority + ".pem"));

        Command create = saker("topics", "create", "--config", file.toString());

        assertThat(said(create)).hasSize(1);
        assertRefused(create, what, where);
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({
        "wrong, ca, refuses the login, kafka.sasl",
        "kafka, stranger, no TLS connection, tls"
    })
    void collector_withSomethingWrong_endsSayingWhat(
            String password, String authority, String what, String where) throws IOException {
        Path file = collector(password, registry.file(authority + ".pem"));

        Command collector = saker("collector", "--config", file.toString());

        // Before it stand lines of the log: the collector had begun to wait for Kafka.
        assertRefused(collector, what, where);
    }

    private static void assertRefused(Command command, String what, String where) {
        assertThat(command.status()).as(command.output()).isEqualTo(1);
        assertThat(said(command)).last().asString().contains(what, where);
        assertThat(command.output())
                .doesNotContain(KAFKA_SECRET, REGISTRY_SECRET, WRONG_SECRET)
                .doesNotContain("\tat ");
    }

    private static List<String> said(Command command) {
        return command.output().lines().filter(line -> line.startsWith("saker")).toList();
    }

    private static void detect(EmbeddedCluster cluster, Path file) throws Exception {
        DetectionJobConfig config = YamlConfig.read(file, DetectionJobConfig.class);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new DetectionJob(config).addTo(environment);
        cluster.submit(environment.getStreamGraph().getJobGraph());
    }

    private static boolean hasAlert(Path file, Path trigger) throws IOException {
        Files.writeString(trigger, "again");
        KafkaConnection kafka = YamlConfig.read(file, DetectionJobConfig.class).kafka();
        return TopicContent.values(kafka, Topics.ALERTS_JSON).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .anyMatch(alert -> alert.contains("made " + trigger));
    }

    private static Command saker(String... arguments) {
        // A collector that is let in by mistake would run on.
        List<String> command = new ArrayList<>(List.of("timeout", "120"));
        command.add(Host.root().resolve("saker").toString());
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    /** What the job and the commands are given. */
    private static Path connections(String kafka, String registryPassword, Path authority)
            throws IOException {
        String text = kafka(kafka, authority) + "registry:\n" + registry(registryPassword);
        return Files.writeString(directory.resolve("connections.yaml"), text);
    }

    private static Path collector(String kafka, Path authority) throws IOException {
        String text =
                "node: it\nadmin: {port: 0}\n"
                        + kafka(kafka, authority)
                        + "schema_registry:\n"
                        + registry("registry");
        return Files.writeString(directory.resolve("collector.yaml"), text);
    }

    private static String kafka(String password, Path authority) {
        return """
               kafka:
                 bootstrap_servers: %s
                 security_protocol: sasl_ssl
                 tls: {ca_file: %s}
                 sasl: {username: saker, password: "${file:%s}"}
               """
                .formatted(broker.bootstrap(), authority, directory.resolve(password));
    }

    private static String registry(String password) {
        return """
                 url: %s
                 username: saker
                 password: ${file:%s}
                 tls: {ca_file: %s}
               """
                .indent(2)
                .formatted(registry.url(), directory.resolve(password), registry.authority());
    }

    /**
     * The listener that is otherwise plain speaks TLS and asks for a login, the broker's own too.
     */
    private static Map<String, String> brokerSettings() throws IOException {
        Path store = directory.resolve("broker.pem");
        Files.writeString(
                store,
                Files.readString(registry.file("server.key"))
                        + Files.readString(registry.file("server.pem")));
        return Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"admin\" password=\"admin\" user_admin=\"admin\";",
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                store.toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                registry.authority().toString());
    }

    private static void addUser() throws Exception {
        Map<String, Object> admin = new HashMap<>();
        admin.put("bootstrap.servers", broker.bootstrap());
        admin.put("security.protocol", "SASL_SSL");
        admin.put("ssl.truststore.type", "PEM");
        admin.put("ssl.truststore.location", registry.authority().toString());
        admin.put("sasl.mechanism", "PLAIN");
        admin.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"admin\" password=\"admin\";");
        try (Admin client = Admin.create(admin)) {
            client.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            "saker",
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, 4096),
                                            KAFKA_SECRET)))
                    .all()
                    .get();
        }
    }
}
