// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.schemas.kafka.Topics;
import dev.saker.sinks.route.RoutesText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, real cluster, real delivery job, real receivers; faults on purpose. */
@Timeout(180)
class DeliveryIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path directory;

    private Pipeline pipeline;
    private AlertWriter alerts;
    private WebReceiver first;
    private WebReceiver second;

    @BeforeEach
    void start() throws Exception {
        pipeline = new Pipeline(directory, 0, 1);
        pipeline.start();
        alerts = new AlertWriter(pipeline.connection());
        first = new WebReceiver();
        second = new WebReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        alerts.close();
        try {
            if (pipeline.delivery().isPresent()) {
                pipeline.delivery().get().stop();
            }
        } finally {
            pipeline.close();
        }
    }

    @Test
    void alerts_byPriorityRuleTagAndSource_goWhereTheirRoutesLead() throws Exception {
        Path archive = directory.resolve("archive.json");
        deliver(
                """
                sinks:
                  archive: {file: {path: %s}}
                  first: {http: {url: "%s"}}
                  second: {http: {url: "%s"}}
                routes:
                  - to: [archive]
                  - {to: [first], priority: error, sources: [syscall]}
                  - {to: [first], rules: ["Shell*"]}
                  - {to: [second], tags: [network, container]}
                """
                        .formatted(archive, first.url(), second.url()));

        alerts.write(AlertWriter.alert(1, "Other", 4, "syscall"));
        alerts.write(AlertWriter.alert(2, "Other", 3, "syscall"));
        alerts.write(AlertWriter.alert(3, "Other", 3, "internal"));
        alerts.write(AlertWriter.alert(4, "Shell here", 7, "syscall", "network"));
        alerts.flush();

        await().atMost(LIMIT).until(() -> Files.exists(archive) && lines(archive) == 4);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(first.ids()).containsExactlyInAnyOrder(id(2), id(4)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(second.ids()).containsExactly(id(4)));
    }

    @Test
    void sink_thatHangs_delaysNoOtherAndNoCheckpoint() throws Exception {
        first.hang();
        deliver(twoSinks());

        alerts.write(0, 3000); // more than wait in memory

        await().atMost(LIMIT).until(() -> second.ids().size() == 3000);
        assertOrderPerKey(second.ids(), 3000);
        await().atMost(LIMIT).until(() -> committed("second") == 3000);
        assertThat(committed("first")).isZero();
        assertThat(first.ids()).isEmpty();
    }

    @Test
    void receiver_downAndBack_getsEveryAlertInOrderPerKey() throws Exception {
        deliver(twoSinks());
        alerts.write(0, 100);
        await().atMost(LIMIT).until(() -> first.ids().size() == 100);

        first.goDown();
        alerts.write(100, 2500);
        await().atMost(LIMIT).until(() -> committed("second") == 2500);
        assertThat(committed("first")).isLessThanOrEqualTo(100);
        first.comeBack();

        await().atMost(LIMIT).until(() -> distinct(first) == 2500);
        assertOrderPerKey(first.ids(), 2500);
        await().atMost(LIMIT).until(() -> committed("first") == 2500);
    }

    @Test
    void worker_lostInTheMiddle_losesNoAlert() throws Exception {
        first.takeItsTime(5);
        deliver(twoSinks());
        alerts.write(0, 1000);
        await().atMost(LIMIT).until(() -> first.ids().size() > 200);

        pipeline.cluster().loseWorker();
        alerts.write(1000, 1200);
        first.takeItsTime(0);

        await().atMost(LIMIT).until(() -> distinct(first) == 1200 && distinct(second) == 1200);
        assertOrderPerKey(first.ids(), 1200);
        assertOrderPerKey(second.ids(), 1200);
    }

    @Test
    void job_startedAnewWithoutCheckpoint_goesOnWhereItsGroupsAre() throws Exception {
        deliver(twoSinks());
        alerts.write(0, 50);
        await().atMost(LIMIT).until(() -> committed("first") == 50 && committed("second") == 50);
        pipeline.delivery().get().stop();
        alerts.write(50, 80);

        deliver(twoSinks());

        await().atMost(LIMIT).until(() -> first.ids().size() >= 80 && second.ids().size() >= 80);
        assertThat(first.ids()).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void poison_isADeadLetterWithItsReason_andTheNextAreDelivered() throws Exception {
        first.refuse("message 3\"");
        deliver(twoSinks());

        alerts.write(0, 8);
        alerts.write("key".getBytes(), "no alert".getBytes());
        alerts.flush();

        try (TopicReader letters = new TopicReader(pipeline.connection(), Topics.ALERTS_DLQ)) {
            await().atMost(LIMIT).until(() -> letters.records().size() == 3);
            Map<String, List<String>> reasons =
                    letters.records().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            record -> TopicReader.header(record, "sink"),
                                            Collectors.mapping(
                                                    record -> TopicReader.header(record, "reason"),
                                                    Collectors.toList())));
            assertThat(reasons.get("first")).anyMatch(reason -> reason.contains("answered 400"));
            assertThat(reasons.get("second"))
                    .singleElement()
                    .asString()
                    .startsWith("not an alert that can be read");
            assertThat(letters.records())
                    .extracting(record -> TopicReader.header(record, "position"))
                    .allSatisfy(at -> assertThat(at).matches("saker\\.alerts@\\d@\\d+"));
        }
        await().atMost(LIMIT).until(() -> first.ids().size() == 7 && second.ids().size() == 8);
        await().atMost(LIMIT).until(() -> committed("first") == 9);
    }

    @Test
    void sink_thatCannotBeOpened_delaysNoOtherAndIsOpenedOnceMended() throws Exception {
        Path secret = directory.resolve("secret");
        deliver(
                """
                sinks:
                  first: {http: {url: "%s", secrets: {no: "${file:%s}"}}, retry: {max_delay: 1s}}
                  second: {http: {url: "%s"}}
                routes:
                  - to: [first, second]
                """
                        .formatted(first.url(), secret, second.url()));

        alerts.write(0, 10);

        await().atMost(LIMIT).until(() -> second.ids().size() == 10);
        await().atMost(LIMIT).until(() -> committed("second") == 10);
        assertThat(first.ids()).isEmpty();

        Files.writeString(secret, "mended");

        await().atMost(LIMIT).until(() -> first.ids().size() == 10);
    }

    private void deliver(String routes) throws Exception {
        DeliveryJobConfig config =
                DeliveryJobConfig.embedded(
                        pipeline.connection(), "routes.yaml", Duration.ofMillis(500));
        pipeline.deliver(config, new RoutesText("routes.yaml", routes));
    }

    private String twoSinks() {
        return """
               sinks:
                 first: {http: {url: "%s", request_timeout: 1s}, queue: 100, retry: {max_delay: 1s}}
                 second: {http: {url: "%s"}}
               routes:
                 - to: [first, second]
               """
                .formatted(first.url(), second.url());
    }

    /** Sum over the partitions of the alerts topic. */
    private long committed(String sink) throws Exception {
        try (Admin admin = Admin.create(pipeline.connection().clientProperties())) {
            return admin
                    .listConsumerGroupOffsets("saker-delivery-" + sink)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(Topics.ALERTS))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    private static long distinct(WebReceiver receiver) {
        return receiver.ids().stream().distinct().count();
    }

    /** Repeats do not count: what matters is when each came first. */
    private static void assertOrderPerKey(List<String> ids, int count) {
        List<String> arrived = ids.stream().distinct().toList();
        for (int key = 0; key < 4; key++) {
            int rule = key;
            List<String> wanted =
                    IntStream.range(0, count)
                            .filter(number -> number % 4 == rule)
                            .mapToObj(DeliveryIT::id)
                            .toList();
            assertThat(arrived.stream().filter(id -> Integer.parseInt(id) % 4 == rule))
                    .containsExactlyElementsOf(wanted);
        }
    }

    private static String id(int number) {
        return "%032d".formatted(number);
    }

    private static int lines(Path file) throws Exception {
        return Files.readAllLines(file).size();
    }
}
