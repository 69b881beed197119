// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar through Flink's own {@code flink run}, in a process that has a Flink installation
 * on its class path and nothing of ours: what the jar lacks would be missing.
 */
class DetectionJarIT {

    private static final Path LIBRARIES = Path.of("target/saker/lib");
    private static final Path JOB_JAR = Path.of("../flink-jobs/target/saker-detection.jar");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What is in the lib folder of a Flink distribution. */
    private static final Pattern OF_FLINK =
            Pattern.compile(
                    "(flink-(?!connector-kafka)|commons-|kryo|minlog|objenesis|reflectasm|snappy|lz4"
                            + "|zstd|javassist|jsr305|async-profiler|hash4j|snakeyaml-engine|slf4j|log4j).*\\.jar");

    private static final String RULES =
            """
            - rule: Secret opened
              desc: A file under /secret was opened.
              condition: evt.type in (open, openat) and fd.name startswith /secret/
              output: "secret opened (file=%fd.name)"
              priority: WARNING
            """;

    @TempDir Path directory;

    @Test
    void jobJar_givenToFlinkRun_detectsWithNothingElseOfOurs() throws Exception {
        try (Pipeline broker = new Pipeline(directory.resolve("broker"), 0, 1)) {
            broker.start(new RuleFiles(List.of(new RuleFile("test.yaml", RULES))));
            Path job = configuration(broker.connection().bootstrapServers());
            Process flink = flinkRun(List.of(), List.of(job.toString()));
            try (var node = new SyntheticNode("web-1", 1, broker.connection());
                    var json = new TopicReader(broker.connection(), Topics.ALERTS_JSON)) {
                node.marker(MarkerKind.START);
                node.open("/secret/plan");
                node.flush();

                await().atMost(LIMIT)
                        .failFast(
                                "flink run goes on",
                                () -> assertThat(flink.isAlive()).as(log()).isTrue())
                        .until(() -> !json.records().isEmpty());
                assertThat(json.values())
                        .singleElement()
                        .asString()
                        .contains("secret opened (file=/secret/plan)");
            } finally {
                flink.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void jobJar_givenTheDeliveryJob_deliversWithNothingElseOfOurs() throws Exception {
        try (Pipeline broker = new Pipeline(directory.resolve("broker"), 0, 1);
                WebReceiver receiver = new WebReceiver()) {
            broker.start();
            Files.writeString(
                    directory.resolve("sinks.yaml"),
                    "sinks: {web: {http: {preset: slack, url: \"%s\"}}}\nroutes: [{to: [web]}]\n"
                            .formatted(receiver.url()));
            Path job = configuration(broker.connection().bootstrapServers());
            String keys = "sinks_file: sinks.yaml\nstart_from: earliest\n";
            Files.writeString(job, keys, StandardOpenOption.APPEND);
            Process flink =
                    flinkRun(
                            List.of("-c", "dev.saker.jobs.DeliveryJob"),
                            List.of("--config", job.toString()));
            try (AlertWriter alerts = new AlertWriter(broker.connection())) {
                alerts.write(0, 3);

                await().atMost(LIMIT)
                        .failFast(
                                "flink run goes on",
                                () -> assertThat(flink.isAlive()).as(log()).isTrue())
                        .until(() -> receiver.ids().size() == 3);
            } finally {
                flink.destroyForcibly().waitFor();
            }
        }
    }

    private Path configuration(String bootstrap) throws IOException {
        Files.writeString(directory.resolve("config.yaml"), "rest:\n  bind-port: 0\n");
        return Files.writeString(
                directory.resolve("job.yaml"),
                """
                kafka: {bootstrap_servers: "%s"}
                checkpoints: {interval: 1s}
                """
                        .formatted(bootstrap));
    }

    private Process flinkRun(List<String> options, List<String> arguments) throws IOException {
        assertThat(JOB_JAR).as("made by the package phase of flink-jobs").exists();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                // As Flink's own scripts do.
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                flinkInstallation(),
                                "org.apache.flink.client.cli.CliFrontend",
                                "run",
                                "-t",
                                "local"));
        command.addAll(options);
        command.add(JOB_JAR.toAbsolutePath().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLINK_CONF_DIR", directory.toString());
        return builder.redirectErrorStream(true).redirectOutput(logFile().toFile()).start();
    }

    private static String flinkInstallation() throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            return jars.filter(jar -> OF_FLINK.matcher(jar.getFileName().toString()).matches())
                    .map(jar -> jar.toAbsolutePath().toString())
                    .collect(Collectors.joining(":"));
        }
    }

    private Path logFile() {
        return directory.resolve("flink.log");
    }

    private String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    }
}
