// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, real cluster, real job; events from a synthetic node, faults on purpose. */
class PipelineIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String RULES =
            """
            - rule: Secret opened
              desc: A file under /secret was opened.
              condition: evt.type in (open, openat) and fd.name startswith /secret/
              output: "secret opened (file=%fd.name)"
              priority: WARNING
              tags: [file]
            """;

    @TempDir Path directory;

    private Pipeline pipeline;
    private SyntheticNode node;
    private int opened;

    @BeforeEach
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, 2);
        pipeline.start(new RuleFiles(List.of(new RuleFile("test.yaml", RULES))));
        pipeline.detect(config());
        node = new SyntheticNode("web-1", 1, pipeline.connection());
        node.marker(MarkerKind.START);
    }

    @AfterEach
    void stopPipeline() throws Exception {
        try {
            if (node != null) {
                node.close();
            }
            pipeline.stopJob();
        } finally {
            pipeline.close();
        }
    }

    @Test
    void event_thatMatches_isAnAlertOnBothTopics() {
        node.open("/secret/plan");
        node.open("/public/plan");

        try (var json = new TopicReader(pipeline.connection(), Topics.ALERTS_JSON);
                var avro = new TopicReader(pipeline.connection(), Topics.ALERTS)) {
            await().atMost(LIMIT).until(() -> !json.records().isEmpty());
            assertThat(json.values())
                    .singleElement()
                    .asString()
                    .contains("\"rule\":\"Secret opened\"", "secret opened (file=/secret/plan)");
            await().atMost(LIMIT).until(() -> avro.records().size() == 1);
        }
        assertThat(pipeline.watch().count(MatchCounters.EVENTS)).isEqualTo(2);
    }

    @Test
    void record_thatIsNone_goesAsideWithItsPositionAndOthersGoOn() {
        node.send(new byte[] {0, 0, 0, 0, 9, 1, 2, 3});
        node.send("not framed".getBytes());
        node.open("/secret/after");

        try (var json = new TopicReader(pipeline.connection(), Topics.ALERTS_JSON);
                var aside = new TopicReader(pipeline.connection(), Topics.EVENTS_DLQ)) {
            await().atMost(LIMIT).until(() -> json.records().size() == 1);
            await().atMost(LIMIT).until(() -> aside.records().size() == 2);
            assertThat(aside.records())
                    .extracting(record -> TopicReader.header(record, "position"))
                    .allSatisfy(at -> assertThat(at).matches("saker.events.syscall@\\d+@[12]"));
            assertThat(aside.records())
                    .extracting(record -> TopicReader.header(record, "reason"))
                    .anySatisfy(reason -> assertThat(reason).contains("no schema has id 9"))
                    .anySatisfy(reason -> assertThat(reason).contains("not 0"));
        }
    }

    @Test
    void event_behindItsTime_isMatchedAndCopiedAside() {
        try (var late = new TopicReader(pipeline.connection(), Topics.EVENTS_LATE);
                var json = new TopicReader(pipeline.connection(), Topics.ALERTS_JSON)) {
            // Event time moves once markers have come for some seconds.
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> isLate(late));

            assertThat(late.records())
                    .allSatisfy(record -> assertThat(record.key()).isEqualTo("web-1".getBytes()))
                    .extracting(record -> TopicReader.header(record, "position"))
                    .allSatisfy(at -> assertThat(at).matches("saker.events.syscall@\\d+@\\d+"));
            assertThat(TopicReader.header(late.records().get(0), "watermark")).matches("\\d{13}");
            await().atMost(LIMIT).until(() -> json.records().size() == opened);
        }
        assertThat(pipeline.watch().count(MatchCounters.LATE)).isPositive();
    }

    @Test
    void worker_lostInTheMiddle_leavesEveryAlertExactlyOnce() throws Exception {
        openSecrets(0, 200);
        await().atMost(LIMIT).until(() -> pipeline.watch().count(MatchCounters.EVENTS) >= 200);

        pipeline.cluster().loseWorker();
        openSecrets(200, 400);

        assertEveryAlertOnce(400);
    }

    @Test
    void broker_awayForTwentySeconds_losesNothingAndDoublesNothing() throws Exception {
        openSecrets(0, 100);
        await().atMost(LIMIT).until(() -> pipeline.watch().count(MatchCounters.EVENTS) >= 100);

        pipeline.kafka().stop();
        // Kafka's producer blocks when it has forgotten where the topic is, until it can ask again.
        var opening = CompletableFuture.runAsync(() -> openSecrets(100, 200));
        TimeUnit.SECONDS.sleep(20);
        pipeline.kafka().start();
        opening.join();
        openSecrets(200, 300);

        assertEveryAlertOnce(300);
    }

    @Test
    void run_withoutEndOfTheOneBefore_isACollectorGap() {
        node.open("/public/plan");
        node.marker(MarkerKind.TICK);
        node.lose(3);
        node.marker(MarkerKind.TICK);
        node.flush();
        try (var next = new SyntheticNode("web-1", 2, pipeline.connection());
                var json = new TopicReader(pipeline.connection(), Topics.ALERTS_JSON)) {
            next.marker(MarkerKind.START);

            await().atMost(LIMIT).until(() -> json.records().size() == 2);
            assertThat(json.values())
                    .anySatisfy(line -> assertThat(line).contains("events_lost", "\"missing\":3"))
                    .anySatisfy(line -> assertThat(line).contains("collector_gap", "\"node\""));
        }
    }

    private boolean isLate(TopicReader late) {
        node.marker(MarkerKind.TICK);
        node.open("/secret/" + opened++, Duration.ofSeconds(20));
        return !late.records().isEmpty();
    }

    private void openSecrets(int from, int to) {
        IntStream.range(from, to).forEach(number -> node.open("/secret/" + number));
        node.marker(MarkerKind.TICK);
    }

    /** All of them, and after two more checkpoints still no more. */
    private void assertEveryAlertOnce(int count) throws InterruptedException {
        try (var json = new TopicReader(pipeline.connection(), Topics.ALERTS_JSON)) {
            await().atMost(LIMIT).until(() -> json.records().size() >= count);
            TimeUnit.SECONDS.sleep(3);
            assertThat(json.values()).hasSize(count).doesNotHaveDuplicates();
            assertThat(json.values()).allSatisfy(line -> assertThat(line).contains("/secret/"));
        }
    }

    private DetectionJobConfig config() {
        return DetectionJobConfig.of(pipeline.connection())
                .withParallelism(2)
                .withCheckpoints(new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }
}
