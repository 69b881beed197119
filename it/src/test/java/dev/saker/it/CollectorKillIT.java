// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is killed cannot say what it missed; the next one's first marker can. */
final class CollectorKillIT {
    private static final Duration ALERT_LIMIT = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration MARKER_INTERVAL = Duration.ofSeconds(1);

    @BeforeAll
    static void needs() {
        Host.assumeObservable(CollectorKillIT.class);
    }

    @Test
    void collector_killedAndStartedAgain_raisesOneAlertNamingTheInterval(@TempDir Path directory)
            throws Exception {
        try (Pipeline pipeline = new Pipeline(directory, 0, 1)) {
            pipeline.start(new RuleFiles(List.of(talk())));
            pipeline.detect(DetectionJobConfig.of(pipeline.connection()));
            String broker = pipeline.kafka().bootstrap();
            Instant killed = runAndKill(directory, broker);
            Thread.sleep(AWAY.toMillis());
            Instant startedAgain = Instant.now();
            try (CollectorProcess second = CollectorProcess.start(directory, broker)) {
                await().atMost(ALERT_LIMIT).until(() -> !gaps(broker).isEmpty());
                second.interrupt();
            }

            assertThat(gaps(broker)).hasSize(1);
            assertInterval(gaps(broker).get(0), killed, startedAgain);
        }
    }

    private static void assertInterval(AlertLine gap, Instant killed, Instant startedAgain) {
        assertThat(gap.fields()).containsEntry("node", "it");
        assertThat(instant(gap, "from"))
                .isBetween(killed.minus(MARKER_INTERVAL.multipliedBy(2)), killed);
        assertThat(instant(gap, "to")).isAfter(startedAgain);
    }

    private static Instant runAndKill(Path directory, String broker) throws Exception {
        try (CollectorProcess first = CollectorProcess.start(directory, broker)) {
            Thread.sleep(MARKER_INTERVAL.multipliedBy(3).toMillis());
            first.kill();
            return Instant.now();
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

    private static Instant instant(AlertLine alert, String field) {
        return Instant.EPOCH.plusNanos(Long.parseLong(alert.fields().get(field)));
    }
}
