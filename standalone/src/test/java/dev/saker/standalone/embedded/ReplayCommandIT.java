// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.schemas.Alert;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.SakerCommand;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code saker replay --topic} over what a live job has judged, correlations included. */
class ReplayCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int STEP = 60;
    private static final Pattern RULE = Pattern.compile("\"rule\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"alert_id\":\"([^\"]+)\"");

    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Pipeline pipeline;
    private int opened;

    @Test
    void ranges_ofTheTopic_giveTheAlertsThatTheLiveJobGave() throws Exception {
        pipeline = new Pipeline(directory, 0, 1);
        try {
            pipeline.start(RuleHistory.correlated(1));
            Checkpoints often = new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2));
            pipeline.detect(DetectionJobConfig.of(pipeline.connection()).withCheckpoints(often));
            try (SyntheticNode node = new SyntheticNode("web-1", 1, pipeline.connection())) {
                node.marker(MarkerKind.START);
                open(node);
                Thread.sleep(10); // Nothing is appended in the millisecond that parts them.
                Instant middle = Instant.now();
                Thread.sleep(10);
                open(node);

                List<String> all = replay("");
                assertThat(err.toString()).contains("replaying ", "replayed 100 %");
                assertThat(err.toString()).contains(opened + " events");
                assertThat(all).anyMatch(line -> line.contains("\"rule\":\"Fleet count\""));
                assertThat(all).anyMatch(line -> line.contains("\"rule\":\"Host count\""));
                awaitLive(ids(all), node);

                List<String> ofAll = ofTheRule(all);
                assertThat(ofTheRule(replay("@" + middle + "..")))
                        .isEqualTo(ofAll.subList(STEP, 2 * STEP));

                // The first record is a marker.
                assertThat(ofTheRule(replay("@" + partition() + ":0..30")))
                        .isEqualTo(ofAll.subList(0, 30));
            }
            pipeline.stopJob();
        } finally {
            pipeline.close();
        }
    }

    /** Of rules and correlations both, as far as they are told at events. */
    private void awaitLive(List<String> replayed, SyntheticNode node) {
        try (TopicReader reader = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> {
                                tick(node);
                                assertThat(reader.alerts())
                                        .filteredOn(alert -> isAtEvent(alert.rule()))
                                        .extracting(Alert::alertId)
                                        .containsExactlyInAnyOrderElementsOf(replayed);
                            });
        }
    }

    private static boolean isAtEvent(String rule) {
        return rule.equals("Opened 1") || CorrelatedAlerts.isToldAtEvents(rule);
    }

    private void open(SyntheticNode node) {
        for (int event = 0; event < STEP; event++) {
            node.open("/v/" + opened++);
        }
        tick(node);
    }

    private static void tick(SyntheticNode node) {
        node.marker(MarkerKind.TICK);
        node.flush();
    }

    /** Where the node's records are. */
    private int partition() throws Exception {
        TopicSlice slice =
                TopicSlice.of(TopicRange.parse(Topics.EVENTS_SYSCALL), pipeline.connection());
        return slice.from().keySet().stream()
                .map(TopicPartition::partition)
                .findFirst()
                .orElseThrow();
    }

    /** What is said of a part of the topic. */
    private List<String> replay(String range) throws Exception {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("replay", "--json"));
        words.addAll(List.of("--topic", Topics.EVENTS_SYSCALL + range));
        words.addAll(List.of("--kafka", pipeline.connection().bootstrapServers()));
        for (RuleFile file : RuleHistory.correlated(1).files()) {
            Path path = Files.writeString(directory.resolve(file.name()), file.text());
            words.addAll(List.of("--rules", path.toString()));
        }
        CommandLine command = SakerCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        assertThat(command.execute(words.toArray(String[]::new))).as(err.toString()).isZero();
        return out.toString().lines().toList();
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(line -> isAtEvent(value(line, RULE)))
                .map(line -> value(line, ID))
                .toList();
    }

    private static List<String> ofTheRule(List<String> lines) {
        return ids(lines.stream().filter(line -> value(line, RULE).equals("Opened 1")).toList());
    }

    private static String value(String line, Pattern key) {
        Matcher matcher = key.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }
}
