// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One recording on its three ways: scanned in one process, through the embedded pipeline, and
 * through a collector and a detection job. The alerts are the same, their ids included, whatever
 * way they came; and what an option leaves out is left out on each of them.
 */
final class RecordedPipelineIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> RULES =
            List.of("falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml");

    @TempDir private Path directory;

    @Test
    void recording_throughTheEmbeddedPipeline_givesTheAlertsOfTheScan() throws Exception {
        List<String> arguments =
                arguments(Host.conformance("captures/triggers.scap.gz"), RULES, "all");
        arguments.addAll(List.of("--priority", "notice"));

        Run scan = Run.of("scan", arguments);
        Run up = Run.of("up", arguments);

        assertThat(scan.status).as(scan.speech).isZero();
        assertThat(up.status).as(up.speech).isZero();
        assertThat(scan.lines).hasSizeGreaterThan(100).allMatch(RecordedPipelineIT::isNotice);
        assertThat(up.lines).isEqualTo(scan.lines);
        assertThat(up.speech).contains("saker: alerts: " + up.lines.size() + " (");
    }

    /** Those of hosts, those across hosts, of moments, and what is done with alerts. */
    @Test
    void correlations_throughTheEmbeddedPipeline_findWhatTheScanFinds() throws Exception {
        List<String> arguments =
                arguments(
                        Host.conformance("captures/triggers.scap.gz"), RULES.subList(0, 1), "all");
        Path correlations = Host.testResources().resolve("rules/recorded-correlations.yaml");
        arguments.addAll(List.of("--rules", correlations.toString()));

        Run scan = Run.of("scan", arguments);
        Run replay = Run.of("replay", arguments);
        Run up = Run.of("up", arguments);

        assertThat(up.status).as(up.speech).isZero();
        for (String line : Files.readAllLines(correlations)) {
            if (line.startsWith("- ")) {
                String name = line.substring(line.indexOf(": ") + 2);
                assertThat(scan.lines)
                        .anyMatch(alert -> alert.contains("\"rule\":\"" + name + "\""));
            }
        }
        assertThat(replay.lines).containsExactlyInAnyOrderElementsOf(scan.lines);
        assertThat(up.lines).containsExactlyInAnyOrderElementsOf(scan.lines);
    }

    @Test
    void damagedRecording_throughCollectorAndJob_givesTheAlertsBeforeTheDamage() throws Exception {
        Path damaged = cutOff(Host.conformance("captures/triggers.scap.gz"), 2_000_000);
        List<String> arguments = arguments(damaged, List.of("probe.yaml"), "first");
        arguments.addAll(List.of("--priority", "notice"));
        Run scan = Run.of("scan", arguments);
        assertThat(scan.status).isEqualTo(1);
        assertThat(scan.lines).isNotEmpty().allMatch(RecordedPipelineIT::isNotice);
        assertThat(scan.speech).containsPattern("cut off \\(at byte \\d+ of the recording\\)");

        try (Pipeline pipeline = new Pipeline(directory.resolve("pipeline"), 0, 1)) {
            pipeline.start(TopicOptions.defaults().withOrderedAlerts());
            Run push = push(pipeline, "--priority", "notice");
            assertThat(push.status).as(push.speech).isZero();
            assertThat(push.lines)
                    .contains("rule set 1 is in force", "  without rules less grave than Notice");
            pipeline.detect(
                    DetectionJobConfig.of(pipeline.connection())
                            .withCheckpoints(
                                    new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                            .withMatching(Matching.of(MatchMode.FIRST)));
            Run collector = collect(damaged, pipeline.connection().bootstrapServers());

            assertThat(collector.status).isEqualTo(1);
            assertThat(collector.speech).contains("cut off (at byte");
            await().atMost(LIMIT).until(() -> alerts(pipeline).size() >= scan.lines.size());
            assertThat(alerts(pipeline)).isEqualTo(scan.lines);
            pipeline.stopJob();
        }
    }

    private static boolean isNotice(String line) {
        return !line.contains("\"priority\":\"Informational\"")
                && !line.contains("\"priority\":\"Debug\"");
    }

    private static Run push(Pipeline pipeline, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("push", "--kafka"));
        arguments.add(pipeline.connection().bootstrapServers());
        arguments.addAll(List.of(options));
        arguments.add(Host.conformance("rules/probe.yaml").toString());
        return Run.of("rules", arguments);
    }

    private static List<String> alerts(Pipeline pipeline) {
        String bootstrap = pipeline.connection().bootstrapServers();
        return TopicContent.values(bootstrap, Topics.ALERTS_JSON).stream()
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList();
    }

    private Run collect(Path recording, String bootstrap) throws Exception {
        Path configuration = directory.resolve("collector.yaml");
        Files.writeString(
                configuration,
                """
                kafka:
                  bootstrap_servers: %s
                capture:
                  recording: %s
                  fields: [environment, ancestor_details, data, container_details]
                """
                        .formatted(bootstrap, recording));
        return Run.of("collector", List.of("--config", configuration.toString()));
    }

    /** The first bytes of a recording, unpacked. */
    private Path cutOff(Path packed, int length) throws IOException {
        Path cut = directory.resolve("cut.scap");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.write(cut, in.readNBytes(length));
        }
        return cut;
    }

    private static List<String> arguments(Path recording, List<String> rules, String match) {
        List<String> arguments = new ArrayList<>(List.of("--capture", recording.toString()));
        rules.forEach(
                name ->
                        arguments.addAll(
                                List.of("--rules", Host.conformance("rules/" + name).toString())));
        arguments.addAll(List.of("--match", match, "--json"));
        return arguments;
    }

    /** A command run to its end. */
    private record Run(int status, List<String> lines, String speech) {
        static Run of(String command, List<String> arguments) throws Exception {
            Path out = Files.createTempFile("saker-it", ".out");
            Path err = Files.createTempFile("saker-it", ".err");
            List<String> all =
                    Stream.concat(
                                    Stream.of(Host.root().resolve("saker").toString(), command),
                                    arguments.stream())
                            .toList();
            try {
                Process process =
                        new ProcessBuilder(all)
                                .redirectOutput(out.toFile())
                                .redirectError(err.toFile())
                                .start();
                process.getOutputStream().close();
                int status = process.waitFor();
                return new Run(
                        status,
                        Files.readAllLines(out, StandardCharsets.UTF_8),
                        Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        }
    }
}
