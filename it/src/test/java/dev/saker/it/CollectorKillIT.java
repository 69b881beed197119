// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is killed cannot say what it missed; the next one's first marker can. */
final class CollectorKillIT {
    private static final Duration ALERT_LIMIT = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration MARKER_LIMIT = Duration.ofSeconds(60);
    private static final int MARKERS = 3;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(CollectorKillIT.class);
        Host.claim();
    }

    @Test
    void collector_killedAndStartedAgain_raisesOneAlertNamingTheInterval(@TempDir Path directory)
            throws Exception {
        try (Pipeline pipeline = new Pipeline(directory, 0, 1)) {
            pipeline.start();
            pipeline.publish(new RuleFiles(List.of(talk())));
            pipeline.detect(DetectionJobConfig.of(pipeline.connection()));
            String broker = pipeline.kafka().bootstrap();
            runAndKill(directory, broker);
            Thread.sleep(AWAY.toMillis());
            try (CollectorProcess second = CollectorProcess.start(directory, broker)) {
                await().atMost(ALERT_LIMIT).until(() -> !gaps(broker).isEmpty());
                second.interrupt();
            }

            assertThat(gaps(broker)).hasSize(1);
            assertInterval(gaps(broker).get(0), EventTopic.read(broker).markers());
        }
    }

    /** From the last thing the first one said to the first thing the second one did. */
    private static void assertInterval(AlertLine gap, List<Marker> markers) {
        long firstRun = markers.get(0).run();
        Marker last = markers.stream().filter(m -> m.run() == firstRun).reduce((a, b) -> b).get();
        Marker next = markers.stream().filter(m -> m.run() != firstRun).findFirst().orElseThrow();

        assertThat(last.kind()).isEqualTo(MarkerKind.TICK);
        assertThat(gap.fields())
                .containsEntry("node", "it")
                .containsEntry("from", Long.toString(last.time()))
                .containsEntry("to", Long.toString(next.time()));
        assertThat(next.time() - last.time()).isGreaterThanOrEqualTo(AWAY.toNanos());
    }

    private static void runAndKill(Path directory, String broker) throws Exception {
        try (CollectorProcess first = CollectorProcess.start(directory, broker)) {
            await().atMost(MARKER_LIMIT)
                    .until(() -> EventTopic.read(broker).markers().size() >= MARKERS);
            first.kill();
        }
    }

    private static RuleFile talk() throws IOException {
        Path file = Host.testResources().resolve("rules/talk.yaml");
        return new RuleFile("talk.yaml", Files.readString(file));
    }

    private static List<AlertLine> gaps(String broker) {
        return TopicContent.values(broker, Topics.ALERTS_JSON).stream()
                .map(value -> AlertLine.parse(new String(value, StandardCharsets.UTF_8)))
                .filter(alert -> alert.rule().equals("collector_gap"))
                .toList();
    }
}
