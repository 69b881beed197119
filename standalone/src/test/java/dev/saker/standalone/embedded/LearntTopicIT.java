// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.DetectionJobConfig.StartFrom;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.standalone.replay.ReplayRun;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that begins with what the topic has from before: it learns from that, and tells the rest.
 */
class LearntTopicIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long SECOND = 1_000_000_000L;

    /** So many seconds are in the topic before the job begins. */
    private static final int HISTORY = 60;

    private static final RuleFiles OTHERS =
            rules("- macro: nothing\n  condition: evt.type = open\n");

    private static final RuleFiles RULES =
            rules(
                    """
                    - rule: Plain
                      desc: d
                      condition: evt.type = openat and fd.name startswith /plain
                      output: "plain %fd.name"
                      priority: WARNING
                    - correlation: News of a host
                      type: new_value
                      condition: evt.type = openat
                      by: [evt.hostname]
                      field: fd.name
                      history: 1d
                      learn: 30s
                      output: "news %fd.name of %evt.hostname"
                      priority: NOTICE
                    - correlation: News of all
                      type: new_value
                      condition: evt.type = openat
                      by: [container.id]
                      field: fd.name
                      history: 1d
                      learn: 30s
                      output: "news %fd.name"
                      priority: NOTICE
                    - correlation: Steps
                      type: temporal_ordered
                      by: [evt.hostname]
                      within: 10m
                      steps:
                        - {id: one, condition: evt.type = openat and fd.name = /known/1}
                        - {id: two, condition: evt.type = openat and fd.name startswith /plain}
                      output: "steps %one.fd.name %two.fd.name from %corr.first_time to %corr.last_time"
                      priority: ERROR
                    """);

    @TempDir Path directory;

    private final List<SyntheticNode> nodes = new ArrayList<>();
    private Pipeline pipeline;

    @BeforeEach
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, 2);
        pipeline.start(OTHERS);
        for (int node = 0; node < 2; node++) {
            nodes.add(new SyntheticNode("node-" + node, 1, pipeline.connection()));
        }
    }

    @AfterEach
    void stopPipeline() throws Exception {
        try {
            nodes.forEach(SyntheticNode::close);
            pipeline.stopJob();
        } finally {
            pipeline.close();
        }
    }

    @Test
    void job_thatBeginsWithHistory_knowsItAndTellsWhatCameAfter() throws Exception {
        writeHistory();
        PushedRuleSet pushed =
                new RuleSetTopic(pipeline.connection(), new LocalSchemaRegistry())
                        .push(RULES, "test", false);
        pushed.awaitInForce();
        long from = pushed.activation().fromNanos();
        DetectionJobConfig config = config(from);

        pipeline.detect(config);
        live("first");
        try (var alerts = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            awaitReplayed(alerts, from);
            assertThat(pipeline.watch().count(MatchCounters.LEARNT)).isPositive();
            assertThat(alerts.alerts()).allMatch(alert -> alert.time() >= from);

            // It may stay in the file: from a checkpoint it means no more than it did.
            pipeline.stopJob();
            live("second");
            pipeline.detect(config);
            awaitReplayed(alerts, from);

            assertThat(alerts.alerts())
                    .extracting(Alert::message)
                    .anyMatch(told -> told.contains("news /plain/first of node-0"))
                    .anyMatch(told -> told.contains("news /plain/second of node-1"))
                    .anyMatch(told -> told.contains("steps /known/1 /plain/first from "))
                    .noneMatch(told -> told.contains("news /known/"));
        }
    }

    /** A name of each second, and all of them again. */
    private void writeHistory() {
        long begin = nanos(Instant.now()) - HISTORY * SECOND;
        nodes.forEach(node -> node.markerAt(MarkerKind.START, begin - SECOND));
        for (int second = 0; second < HISTORY - 5; second++) {
            for (SyntheticNode node : nodes) {
                node.openAt("/known/" + second, begin + second * SECOND + 1);
                node.openAt("/plain/known", begin + second * SECOND + 2);
                node.openAt("/known/1", begin + second * SECOND + 3); // begins what comes later
                node.markerAt(MarkerKind.TICK, begin + second * SECOND + 4);
            }
        }
        nodes.forEach(SyntheticNode::flush);
    }

    private void live(String name) {
        for (SyntheticNode node : nodes) {
            node.open("/known/7");
            node.open("/plain/" + name);
            node.marker(MarkerKind.TICK);
        }
        nodes.forEach(SyntheticNode::flush);
    }

    /** What a replay of everything says of the time after, which always had these rules. */
    private void awaitReplayed(TopicReader alerts, long from) throws Exception {
        List<Alert> replayed =
                ReplayRun.of(
                                TopicSlice.of(
                                        TopicRange.parse(Topics.EVENTS_SYSCALL),
                                        pipeline.connection()),
                                pipeline.connection(),
                                new RegistryAddress(RegistryAddress.LOCAL))
                        .run(RULES.files(), Matching.of(MatchMode.ALL), read -> {})
                        .alerts();
        assertThat(replayed)
                .filteredOn(alert -> alert.time() < from)
                .extracting(Alert::rule)
                .contains("Plain", "News of a host", "News of all", "Steps");
        List<String> expected =
                told(replayed.stream().filter(alert -> alert.time() >= from).toList());
        assertThat(Set.copyOf(expected)).hasSizeGreaterThan(6);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            nodes.forEach(node -> node.marker(MarkerKind.TICK));
                            return told(alerts.alerts()).size() >= expected.size();
                        });
        assertThat(told(alerts.alerts())).containsExactlyElementsOf(expected);
    }

    private static List<String> told(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.alertId() + " " + alert.message())
                .sorted()
                .toList();
    }

    private DetectionJobConfig config(long from) {
        return DetectionJobConfig.of(pipeline.connection())
                .withParallelism(2)
                .withStartFrom(StartFrom.EARLIEST)
                .withAlertsFrom(
                        Instant.ofEpochSecond(
                                Math.floorDiv(from, SECOND), Math.floorMod(from, SECOND)))
                .withCheckpoints(new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }

    private static RuleFiles rules(String text) {
        return new RuleFiles(List.of(new RuleFile("rules.yaml", text)));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }
}
