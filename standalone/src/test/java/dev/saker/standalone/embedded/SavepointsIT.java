// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.DetectionJobConfig.Nodes;
import dev.saker.jobs.DetectionJobConfig.StateBackend;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.rules.Priority;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.replay.ReplayRun;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of each release, taken in the midst of a stream that is the same at any time: a job of
 * today that goes on from one says of the rest what a job says that was never stopped.
 */
class SavepointsIT {
    private static final String MAKE = "saker.savepoint.make";
    private static final Path KEPT = Path.of("src/test/resources/savepoints");
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_305_600L * SECOND;
    private static final long LATER = START + 30 * SECOND;
    private static final int EVENTS = 150;

    /** What was told before the savepoint was told without the container in every output. */
    private static final Matching AS_THEN =
            new Matching(MatchMode.ALL, false, false, Priority.DEBUG, false);

    /** So many, 200 ms apart, and event time is known. */
    private static final int TICKS = 25;

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir Path directory;

    static Stream<String> kept() throws IOException {
        try (Stream<Path> folders = Files.list(KEPT)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void savepoint_ofARelease_isGoneOnFrom(String name) throws Exception {
        Path kept = KEPT.resolve(name);
        copy(kept.resolve("savepoint"), directory.resolve("flink/savepoints/savepoint-" + name));
        RuleFiles rules = rules(kept);
        try (Pipeline pipeline = new Pipeline(directory, 0, 1);
                TopicReader reader = started(pipeline, rules)) {
            try (SyntheticNode node = new SyntheticNode("web-1", 1, pipeline.connection())) {
                half(node, START, 0, 0);
                pipeline.detect(config(pipeline, name));
                half(node, LATER, EVENTS, 200);
                List<String> expected = replay(pipeline, rules);
                expected.removeAll(Files.readAllLines(kept.resolve("told-before.txt")));
                long end = System.nanoTime() + LIMIT.toNanos();
                List<String> told = told(reader);
                for (int tick = 0; told.size() < expected.size(); tick++) {
                    assertThat(System.nanoTime()).as("told %s", told).isLessThan(end);
                    node.markerAt(MarkerKind.TICK, LATER + (60 + tick) * SECOND);
                    node.flush();
                    told = told(reader);
                }
                assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
                pipeline.stopJob();
            }
        }
    }

    /** How a savepoint is made that is to be kept: the README beside them. */
    @Test
    @EnabledIfSystemProperty(named = MAKE, matches = ".+")
    void savepoint_ofThisRelease_isMade() throws Exception {
        String name = System.getProperty(MAKE);
        Path kept = KEPT.resolve(name);
        RuleFiles rules = rules(kept);
        try (Pipeline pipeline = new Pipeline(directory, 0, 1);
                TopicReader reader = started(pipeline, rules)) {
            pipeline.detect(config(pipeline, name));
            try (SyntheticNode node = new SyntheticNode("web-1", 1, pipeline.connection())) {
                half(node, START, 0, 200);
                List<String> before = told(reader);
                List<String> now = List.of("");
                while (!before.equals(now) || before.isEmpty()) {
                    Thread.sleep(5_000);
                    before = now;
                    now = told(reader);
                }
                pipeline.stopJob();
                Files.write(kept.resolve("told-before.txt"), now);
            }
            try (Stream<Path> made = Files.list(directory.resolve("flink/savepoints"))) {
                copy(made.findFirst().orElseThrow(), kept.resolve("savepoint"));
            }
        }
    }

    /** The same records whenever it is called: positions in the topic are part of a savepoint. */
    private static void half(SyntheticNode node, long from, int first, int pauseMillis)
            throws InterruptedException {
        if (first == 0) {
            node.markerAt(MarkerKind.START, from);
        }
        for (int event = 0; event < EVENTS; event++) {
            node.openAt("/v/" + (first + event), from + event * SECOND / 20);
        }
        for (int tick = 0; tick < TICKS; tick++) {
            node.markerAt(MarkerKind.TICK, from + (10 + tick / 5) * SECOND + tick);
            node.flush();
            Thread.sleep(pauseMillis);
        }
    }

    private static TopicReader started(Pipeline pipeline, RuleFiles rules) throws Exception {
        pipeline.start(rules);
        return new TopicReader(pipeline.connection(), Topics.ALERTS);
    }

    private static DetectionJobConfig config(Pipeline pipeline, String name) {
        return DetectionJobConfig.of(pipeline.connection())
                .withMatching(AS_THEN)
                .withNodes(new Nodes(Duration.ofSeconds(30), Duration.ofDays(36_500)))
                .withStateBackend(
                        name.endsWith("rocksdb") ? StateBackend.ROCKSDB : StateBackend.HASHMAP)
                .withCheckpoints(new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }

    private static RuleFiles rules(Path kept) throws IOException {
        return new RuleFiles(
                List.of(new RuleFile("rules.yaml", Files.readString(kept.resolve("rules.yaml")))));
    }

    private static List<String> replay(Pipeline pipeline, RuleFiles rules) throws Exception {
        TopicSlice slice =
                TopicSlice.of(TopicRange.parse(Topics.EVENTS_SYSCALL), pipeline.connection());
        return lines(
                ReplayRun.of(
                                slice,
                                pipeline.connection(),
                                new RegistryAddress(RegistryAddress.LOCAL))
                        .run(rules.files(), AS_THEN, read -> {})
                        .alerts());
    }

    private static List<String> told(TopicReader reader) {
        int start = WireFormat.HEADER_LENGTH;
        return lines(
                reader.records().stream()
                        .map(record -> record.value())
                        .map(value -> AlertCodec.decode(value, start, value.length - start))
                        .toList());
    }

    /** A batch, which knows no order within a millisecond, takes some of the markers for lost. */
    private static List<String> lines(List<Alert> alerts) {
        return new ArrayList<>(
                alerts.stream()
                        .filter(alert -> !alert.source().equals("internal"))
                        .map(alert -> alert.alertId() + " " + alert.rule() + ": " + alert.message())
                        .sorted()
                        .toList());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
