// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.StateBackend;
import dev.saker.schemas.Alert;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JobManager, TaskManager and broker as processes of their own, killed while events flow; then the
 * broker hangs, and is there again. State is in RocksDB.
 */
class KilledProcessesIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final boolean LONG = Boolean.getBoolean("saker.long");
    private static final int ROUNDS = LONG ? 5 : 1;

    /** Longer than clients wait for an answer; and than the controller for a broker. */
    private static final Duration HANG =
            LONG ? Duration.ofSeconds(15) : BrokerProcess.REQUEST_TIMEOUT.plusSeconds(1);

    @TempDir Path directory;

    @Test
    void processes_killedUnderLoad_leaveEveryAlertOnce() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
                FlinkProcesses flink = new FlinkProcesses(directory.resolve("cluster"))) {
            flink.start();
            broker.createTopics();
            RuleSetTopic rules = new RuleSetTopic(broker.connection(), new LocalSchemaRegistry());
            rules.pushForAllTime(RuleHistory.correlated(1), "test");
            RuleHistory history = RuleHistory.withCorrelations(rules);
            detect(flink, broker);
            try (EventLoad load = EventLoad.start(2, 20, broker.connection());
                    TopicReader alerts = new TopicReader(broker.connection(), Topics.ALERTS)) {
                awaitMore(alerts, flink);
                for (int round = 0; round < ROUNDS; round++) {
                    flink.replaceTaskManager();
                    history.push();
                    awaitMore(alerts, flink);
                    flink.replaceJobManager();
                    awaitMore(alerts, flink);
                    broker.replace();
                    awaitMore(alerts, flink);
                    broker.hang(HANG);
                    awaitMore(alerts, flink);
                }
                int opened = load.end();

                await().atMost(LIMIT).until(() -> opened(alerts.alerts()).size() >= opened);
                for (int tick = 0; tick < 15; tick++) {
                    Thread.sleep(200);
                    load.tick();
                }
                List<Alert> replayed = CorrelatedAlerts.replay(broker.connection());
                CorrelatedAlerts.awaitUndisturbed(replayed, () -> alerts.alerts(), load::tick);
                assertEachOnce(opened(alerts.alerts()), opened, history);
            }
        }
    }

    private static List<Alert> opened(List<Alert> alerts) {
        return alerts.stream().filter(RuleHistory::isOpened).toList();
    }

    private static void assertEachOnce(List<Alert> alerts, int opened, RuleHistory history) {
        assertThat(alerts).hasSize(opened);
        assertThat(alerts).extracting(Alert::message).doesNotHaveDuplicates();
        assertThat(alerts)
                .allSatisfy(
                        alert ->
                                assertThat(alert.rulesetVersion())
                                        .isEqualTo(history.liveAt(alert.time())));
    }

    /** Committed ones, of events after the last fault. */
    private static void awaitMore(TopicReader alerts, FlinkProcesses flink) throws Exception {
        int before = alerts.records().size();
        try {
            await().atMost(LIMIT).until(() -> alerts.records().size() > before + 50);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(flink.logs(), e);
        }
    }

    private static void detect(FlinkProcesses flink, BrokerProcess broker) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new DetectionJob(
                        DetectionJobConfig.of(broker.connection())
                                .withParallelism(2)
                                .withStateBackend(StateBackend.ROCKSDB)
                                .withCheckpoints(
                                        new Checkpoints(
                                                Duration.ofSeconds(1), Duration.ofMinutes(2))))
                .addTo(environment);
        flink.submit(environment.getStreamGraph().getJobGraph());
    }
}
