// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.schemas.Alert;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.SakerCommand;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Commands beside a live job: {@code saker replay --topic} over what it has judged, correlations
 * included, and those that change its rules.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveCommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int STEP = 60;
    private static final Pattern RULE = Pattern.compile("\"rule\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"alert_id\":\"([^\"]+)\"");

    /** Matches what the rule before it matches. */
    private static final String OTHER =
            """
            - rule: Too
              desc: d
              condition: evt.type = openat and fd.name startswith /v/
              output: "too %fd.name"
              priority: WARNING
            """;

    @TempDir static Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Pipeline pipeline;
    private SyntheticNode node;
    private int opened;

    @BeforeAll
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, 1);
        pipeline.start(RuleHistory.correlated(1));
        Checkpoints often = new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2));
        pipeline.detect(DetectionJobConfig.of(pipeline.connection()).withCheckpoints(often));
        node = new SyntheticNode("web-1", 1, pipeline.connection());
        node.marker(MarkerKind.START);
    }

    @AfterAll
    void stopPipeline() throws Exception {
        try {
            node.close();
            pipeline.cancelJob(); // nobody goes on from here
        } finally {
            pipeline.close();
        }
    }

    @Test
    @Order(1)
    void ranges_ofTheTopic_giveTheAlertsThatTheLiveJobGave() throws Exception {
        open();
        Thread.sleep(10); // Nothing is appended in the millisecond that parts them.
        Instant middle = Instant.now();
        Thread.sleep(10);
        open();

        List<String> all = replay("");
        assertThat(err.toString()).contains("replaying ", "replayed 100 %");
        assertThat(err.toString()).contains(opened + " events");
        assertThat(all).anyMatch(line -> line.contains("\"rule\":\"Fleet count\""));
        assertThat(all).anyMatch(line -> line.contains("\"rule\":\"Host count\""));
        awaitLive(ids(all));

        List<String> ofAll = ofTheRule(all);
        assertThat(ofTheRule(replay("@" + middle + ".."))).isEqualTo(ofAll.subList(STEP, 2 * STEP));

        // The first record is a marker.
        String few = "@" + partition() + ":0..30";
        String two = write("two.yaml", OTHER);
        List<String> both = replay(few, "--rules", two, "--match", "all");
        assertThat(ofTheRule(both)).isEqualTo(ofAll.subList(0, 30));
        assertThat(both).filteredOn(line -> isOf(line, "Too")).hasSize(30);

        List<String> first = replay("", "--rules", two, "--match", "first");
        assertThat(first).noneMatch(line -> isOf(line, "Too"));
        assertThat(ids(first)).as("of correlations all").isEqualTo(ids(all));
    }

    /** The job is of one task, and each push is by somebody else. */
    @Test
    @Order(2)
    void rules_pushedTriedAndRolledBack_areWhatTheStatusSays() throws Exception {
        String broken = write("broken.yaml", "- rule: half\n  condition: evt.type =\n");
        String mine = write("mine.yaml", OTHER);

        assertThat(rules("push", broken)).isEqualTo(1);
        assertThat(err.toString()).contains("broken.yaml:");
        assertThat(status().at("/versions")).as("it was not published").hasSize(1);

        assertThat(rules("push", "--by", "ana", mine)).as(err.toString()).isZero();
        assertThat(rules("push", "--by", "ben", "--shadow", mine)).as(err.toString()).isZero();
        JsonNode tried = settled(2, 3);
        assertThat(tried.at("/shadow").asLong()).isEqualTo(3);
        assertThat(tried.at("/versions").findValuesAsText("state"))
                .containsExactly("replaced", "in force", "shadow");
        assertThat(tried.at("/versions/1/pushed_by").asText()).isEqualTo("ana");
        assertThat(Instant.parse(tried.at("/versions/1/from").asText()))
                .isAfter(Instant.parse(tried.at("/versions/1/pushed_at").asText()));

        assertThat(rules("push", "--by", "ben", "--end-shadow")).as(err.toString()).isZero();
        assertThat(rules("rollback", "--by", "cleo")).as(err.toString()).isZero();
        JsonNode back = settled(5, 0);
        assertThat(back.at("/shadow").asLong()).as("the trial is over").isEqualTo(4);
        assertThat(back.at("/versions/4/pushed_by").asText()).isEqualTo("cleo");
        assertThat(back.at("/versions/4/sha256").asText())
                .as("the first again")
                .matches("[0-9a-f]{64}")
                .isEqualTo(back.at("/versions/0/sha256").asText())
                .isNotEqualTo(back.at("/versions/1/sha256").asText());
    }

    private int rules(String... words) {
        List<String> all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(words));
        all.addAll(List.of("--kafka", pipeline.connection().bootstrapServers()));
        return run(all);
    }

    private JsonNode status() throws Exception {
        rules("status", "--json");
        return new ObjectMapper().readTree(out.toString());
    }

    /** Once the task goes by a version, with one on trial or 0, and events of now are theirs. */
    private JsonNode settled(long version, long shadow) throws Exception {
        await().atMost(LIMIT)
                .until(
                        () -> {
                            tick();
                            JsonNode now = status();
                            return now.at("/in_force").asLong() == version
                                    && now.at("/tasks/0/rule_set").asLong() == version
                                    && now.at("/tasks/0/shadow").asLong() == shadow;
                        });
        return status();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** Of rules and correlations both, as far as they are told at events. */
    private void awaitLive(List<String> replayed) {
        try (TopicReader reader = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> {
                                tick();
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

    private void open() {
        for (int event = 0; event < STEP; event++) {
            node.open("/v/" + opened++);
        }
        tick();
    }

    private void tick() {
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
    private List<String> replay(String range, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("replay", "--json"));
        words.addAll(List.of("--topic", Topics.EVENTS_SYSCALL + range));
        words.addAll(List.of("--kafka", pipeline.connection().bootstrapServers()));
        for (RuleFile file : RuleHistory.correlated(1).files()) {
            words.addAll(List.of("--rules", write(file.name(), file.text())));
        }
        words.addAll(List.of(more));
        assertThat(run(words)).as(err.toString()).isZero();
        return out.toString().lines().toList();
    }

    private int run(List<String> words) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        CommandLine command = SakerCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(words.toArray(String[]::new));
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(line -> isAtEvent(value(line, RULE)))
                .map(line -> value(line, ID))
                .toList();
    }

    private static List<String> ofTheRule(List<String> lines) {
        return ids(lines.stream().filter(line -> isOf(line, "Opened 1")).toList());
    }

    private static boolean isOf(String line, String rule) {
        return value(line, RULE).equals(rule);
    }

    private static String value(String line, Pattern key) {
        Matcher matcher = key.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }
}
