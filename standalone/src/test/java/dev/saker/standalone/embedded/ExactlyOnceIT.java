// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.schemas.Alert;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever befalls job, storage and collectors: every event is one committed alert, and
 * correlations say what they say of a history that nothing disturbed.
 */
class ExactlyOnceIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int STEP = 60;

    @TempDir Path directory;

    private Pipeline pipeline;
    private RuleHistory history;
    private SyntheticNode node;
    private int opened;

    @BeforeEach
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, 3);
        pipeline.start(RuleHistory.correlated(1));
        history = RuleHistory.withCorrelations(new RuleSetTopic(pipeline.connection(), registry()));
        node = new SyntheticNode("web-1", 1, pipeline.connection());
        node.marker(MarkerKind.START);
    }

    @AfterEach
    void stopPipeline() throws Exception {
        try {
            node.close();
            pipeline.stopJob();
        } finally {
            pipeline.close();
        }
    }

    /**
     * Rescaled, restored under new rules, with a collector that repeats, loses and starts again.
     */
    @Test
    void job_rescaledUnderNewRules_withARestartedCollector_leavesEveryAlertOnce() throws Exception {
        detect(1);
        open();
        node.repeat(40);
        awaitEvents();
        pipeline.stopJob();

        history.push().awaitInForce();
        open();
        detect(3);
        node.repeat(STEP);
        node.lose(3);
        node.marker(MarkerKind.TICK);
        open();
        awaitEvents();
        node.close();

        node = new SyntheticNode("web-1", 2, pipeline.connection());
        node.marker(MarkerKind.START);
        open();
        node.repeat(20);
        pipeline.stopJob();
        history.push().awaitInForce();
        detect(1);
        open();

        assertEveryEventOnce("events_lost", "collector_gap");
    }

    /** What it was restored from is its own then, and must be there for the next. */
    @Test
    void job_cancelledBeforeItsFirstCheckpoint_leavesEveryAlertOnce() throws Exception {
        detect(1);
        open();
        awaitEvents();
        pipeline.stopJob();
        open();
        pipeline.detect(withCheckpointsEvery(Duration.ofMinutes(5)));
        awaitEvents();
        pipeline.cancelJob();
        detect(1);

        assertEveryEventOnce();
    }

    @Test
    void checkpointStorage_thatFailsForAWhile_leavesEveryAlertOnce() throws Exception {
        detect(2);
        open();
        awaitEvents();
        Path checkpoints = directory.resolve("flink/checkpoints");
        Path aside = directory.resolve("aside");
        await().atMost(LIMIT).until(() -> Files.isDirectory(checkpoints));
        Files.move(checkpoints, aside);
        Files.writeString(checkpoints, "a file, where nobody can make a folder");
        open();
        Thread.sleep(4_000);
        Files.delete(checkpoints);
        Files.move(aside, checkpoints);
        open();

        assertEveryEventOnce();
    }

    private void detect(int parallelism) throws Exception {
        pipeline.detect(withCheckpointsEvery(Duration.ofSeconds(1)).withParallelism(parallelism));
    }

    private DetectionJobConfig withCheckpointsEvery(Duration interval) {
        return DetectionJobConfig.of(pipeline.connection())
                .withParallelism(1)
                .withCheckpoints(new Checkpoints(interval, Duration.ofMinutes(2)));
    }

    private void open() {
        for (int event = 0; event < STEP; event++) {
            node.open("/v/" + opened++);
        }
        tick();
    }

    private void awaitEvents() {
        await().atMost(LIMIT).until(() -> pipeline.watch().count(MatchCounters.EVENTS) >= STEP);
    }

    private void assertEveryEventOnce(String... internal) throws Exception {
        try (var reader = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            await().atMost(LIMIT).until(() -> opened(reader.alerts()).size() >= opened);
            for (int tick = 0; tick < 13; tick++) { // windows end, two more checkpoints come
                Thread.sleep(200);
                tick();
            }
            List<Alert> replayed = CorrelatedAlerts.replay(pipeline.connection());
            CorrelatedAlerts.awaitUndisturbed(replayed, () -> reader.alerts(), this::tick);
            List<Alert> alerts = reader.alerts();
            assertThat(alerts)
                    .filteredOn(alert -> alert.source().equals("internal"))
                    .extracting(Alert::rule)
                    .containsExactlyInAnyOrder(internal);
            List<Alert> ofEvents = opened(alerts);
            assertReplayAgrees(replayed, ofEvents);
            assertThat(alerts)
                    .filteredOn(CorrelatedAlerts::isAtEvent)
                    .allSatisfy(this::assertRightVersion);
            assertThat(ofEvents).hasSize(opened).allSatisfy(this::assertRightVersion);
            assertThat(ofEvents).extracting(Alert::message).doesNotHaveDuplicates();
        }
    }

    private void assertRightVersion(Alert alert) {
        assertThat(alert.rulesetVersion()).isEqualTo(history.liveAt(alert.time()));
    }

    private void tick() {
        node.marker(MarkerKind.TICK);
        node.flush();
    }

    private static List<Alert> opened(List<Alert> alerts) {
        return alerts.stream().filter(RuleHistory::isOpened).toList();
    }

    /** History by the first rule set: the alerts that it would have given, with their ids. */
    private static void assertReplayAgrees(List<Alert> replayed, List<Alert> live) {
        assertThat(opened(replayed))
                .extracting(alert -> alert.eventIds())
                .containsExactlyInAnyOrderElementsOf(
                        live.stream().map(alert -> alert.eventIds()).toList());
        assertThat(replayed)
                .extracting(Alert::alertId)
                .containsAll(
                        live.stream()
                                .filter(alert -> alert.rule().equals("Opened 1"))
                                .map(Alert::alertId)
                                .toList());
    }

    private static LocalSchemaRegistry registry() {
        return new LocalSchemaRegistry();
    }
}
