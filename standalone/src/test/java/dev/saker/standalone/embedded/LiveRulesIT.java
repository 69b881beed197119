// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.schemas.Alert;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.TaskStatusTopic;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rule sets that change under a running job, against what the definition says of each event. */
class LiveRulesIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRulesIT.class);

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration PUSH_LIMIT = Duration.ofSeconds(5);
    private static final int TASKS = 2;

    /** Processes that want a core, for each core. */
    private static final double BUSY = 4;

    private static final boolean LONG = Boolean.getBoolean("saker.long");

    /** Of minutes of events more is left to be worked off when they end. */
    private static final Duration END_LIMIT = LONG ? LIMIT.multipliedBy(5) : LIMIT;

    private static final long PAUSE_MILLIS = LONG ? 20 : 8;

    @TempDir Path directory;

    private Pipeline pipeline;
    private RuleHistory history;

    @BeforeEach
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, TASKS);
        pipeline.start(RuleHistory.correlated(1));
        pipeline.detect(
                DetectionJobConfig.of(pipeline.connection())
                        .withParallelism(TASKS)
                        .withCheckpoints(
                                new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2))));
        history = RuleHistory.withCorrelations(new RuleSetTopic(pipeline.connection(), registry()));
    }

    @AfterEach
    void stopPipeline() throws Exception {
        try {
            pipeline.stopJob();
        } finally {
            pipeline.close();
        }
    }

    @Test
    void push_underLoad_isInForceInEveryTaskWithinFiveSeconds() throws Exception {
        try (EventLoad load = EventLoad.start(4, PAUSE_MILLIS, pipeline.connection())) {
            awaitEvents(100);
            List<Duration> took = new ArrayList<>();
            do { // A host that is busy with something else is given another chance.
                took.add(pushAndAwaitTasks());
            } while (took.get(took.size() - 1).compareTo(PUSH_LIMIT) > 0 && took.size() < 3);
            LOG.info("event=in_force_everywhere took={}", took);

            history.pushShadowOfCorrelations();
            try (var reader = new TopicReader(pipeline.connection(), Topics.ALERTS_SHADOW)) {
                await().atMost(LIMIT).until(() -> !reader.alerts().isEmpty());
                assertThat(reader.alerts()).allMatch(CorrelatedAlerts::isCorrelated);
            }
            assertEveryEventJudgedOnce(load);
            assumeHostHasTime();
            assertThat(took).last().asInstanceOf(DURATION).isLessThan(PUSH_LIMIT);
        }
    }

    /** Seconds of the clock say nothing of us where others take most of them. */
    private static void assumeHostHasTime() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage() / system.getAvailableProcessors();
        assumeTrue(load < BUSY, "LiveRulesIT: the host is too busy to time a push, load " + load);
    }

    private Duration pushAndAwaitTasks() throws InterruptedException {
        long began = System.nanoTime();
        PushedRuleSet pushed = history.push();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tasksAt(pushed.version()) == TASKS);
        pushed.awaitInForce();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Pushes of all kinds and losses of the worker, in an order that the seed decides. */
    @Test
    void updates_manyUnderLoad_loseDoubleAndMixNothing() throws Exception {
        long seed = Long.getLong("saker.seed", 20261122L);
        LOG.info("seed {}: -Dsaker.seed", seed);
        int updates = LONG ? 200 : 12;
        SplittableRandom random = new SplittableRandom(seed);
        try (EventLoad load = EventLoad.start(4, PAUSE_MILLIS, pipeline.connection())) {
            awaitEvents(100);
            PushedRuleSet last = history.push();
            for (int update = 1; update < updates; update++) {
                if (update % (updates / 2) == updates / 3) {
                    pipeline.cluster().loseWorker();
                }
                switch (random.nextInt(8)) {
                    case 0 -> history.pushShadow();
                    case 1 -> history.endShadow();
                    case 2 -> history.pushBroken();
                    default -> last = history.push();
                }
            }
            last.awaitInForce();
            assertShadowAlerts(assertEveryEventJudgedOnce(load));
        }
    }

    /** Answers the alerts of the events. */
    private List<Alert> assertEveryEventJudgedOnce(EventLoad load) throws Exception {
        int opened = load.end();
        try (var reader = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            await().atMost(END_LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> opened(reader.alerts()).size() >= opened);
            for (int tick = 0; tick < 13; tick++) { // windows end, two more checkpoints come
                Thread.sleep(200);
                load.tick();
            }
            CorrelatedAlerts.awaitUndisturbed(
                    CorrelatedAlerts.replay(pipeline.connection()),
                    () -> reader.alerts(),
                    load::tick);
            List<Alert> alerts = reader.alerts();
            List<Alert> ofEvents = opened(alerts);
            assertThat(alerts)
                    .filteredOn(CorrelatedAlerts::isAtEvent)
                    .allSatisfy(
                            alert ->
                                    assertThat(alert.rulesetVersion())
                                            .isEqualTo(history.liveAt(alert.time())));
            List<Alert> ofPipeline =
                    alerts.stream().filter(alert -> alert.source().equals("internal")).toList();

            assertThat(ofEvents).hasSize(opened).allSatisfy(this::assertRightVersion);
            assertThat(ofEvents).extracting(Alert::alertId).doesNotHaveDuplicates();
            assertThat(ofEvents).extracting(Alert::message).doesNotHaveDuplicates();
            assertThat(ofPipeline)
                    .hasSize(history.refused())
                    .allSatisfy(alert -> assertThat(alert.rule()).isEqualTo("rules_refused"));
            return ofEvents;
        }
    }

    private void assertRightVersion(Alert alert) {
        assertThat(alert.rulesetVersion()).isEqualTo(history.liveAt(alert.time()));
        assertThat(alert.rule()).isEqualTo("Opened " + alert.rulesetVersion());
    }

    /** As many as events had a set on trial at their time, each by that one. */
    private void assertShadowAlerts(List<Alert> live) {
        long expected = live.stream().filter(alert -> history.shadowAt(alert.time()) > 0).count();
        try (var reader = new TopicReader(pipeline.connection(), Topics.ALERTS_SHADOW)) {
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> opened(reader.alerts()).size() >= expected);
            List<Alert> shadow = reader.alerts();
            assertThat((long) opened(shadow).size()).isEqualTo(expected);
            assertThat(shadow).anyMatch(CorrelatedAlerts::isAtEvent);
            assertThat(
                            shadow.stream()
                                    .filter(LiveRulesIT::hasVersionOfItsTime)
                                    .filter(a -> a.rulesetVersion() != history.shadowAt(a.time())))
                    .isEmpty();
        }
    }

    private static boolean hasVersionOfItsTime(Alert alert) {
        return RuleHistory.isOpened(alert) || CorrelatedAlerts.isAtEvent(alert);
    }

    private long tasksAt(long version) {
        return TaskStatusTopic.read(pipeline.connection(), registry()).stream()
                .filter(task -> task.status().ruleSet() == version)
                .count();
    }

    private void awaitEvents(int count) {
        await().atMost(LIMIT).until(() -> pipeline.watch().count(MatchCounters.EVENTS) >= count);
    }

    private static List<Alert> opened(List<Alert> alerts) {
        return alerts.stream().filter(RuleHistory::isOpened).toList();
    }

    private static LocalSchemaRegistry registry() {
        return new LocalSchemaRegistry();
    }
}
