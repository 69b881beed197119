// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.probe.ShedLadder;
import dev.saker.probe.ShedStep;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that may publish little, under more and more live events: what leaves it, what stands back
 * for what, who counts that, and that it comes back.
 */
final class RateCeilingIT {
    private static final long CEILING = 100_000;

    /** Turns a second, of five events; one takes 30 to 90 bytes by then, more where few come. */
    private static final long BELOW = 50;

    private static final long BEYOND = 750;
    private static final long FAR_BEYOND = 5_000;

    /** Batches and records have heads of Kafka's, and markers leave too. */
    private static final double TOLERANCE = 1.15;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private EmbeddedKafka broker;
    private EveryStep steps;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(RateCeilingIT.class);
        Host.claim();
    }

    @Test
    void load_beyondTheCeiling_standsBackInItsOrder_isCounted_andComesBack() throws Exception {
        int port = Host.freePort();
        try (EmbeddedKafka kafka = Broker.start(directory)) {
            broker = kafka;
            steps = EveryStep.compile(directory);
            pushRules();
            try (CollectorProcess collector = collector(port)) {
                await().atMost(LIMIT).until(this::followsTheRules);
                steps.run(BELOW, 4);
                assertThat(shed(last())).as("below the ceiling").isEmpty();

                assertLeastGoesFirst();
                assertHolds();
                assertComesBack();

                Map<ShedStep, Long> shed = shed(last());
                assertThat(published(shed)).isEqualTo(steps.chdirs());
                String metrics = metrics(port);
                shed.forEach(
                        (step, count) ->
                                assertThat(metrics)
                                        .contains(
                                                "saker_collector_events_shed_total{cause=\"ceiling\","
                                                        + "step=\"%s\"} %s"
                                                                .formatted(
                                                                        step.label(),
                                                                        (double) count)));
                collector.interrupt();
            }
        }
    }

    private boolean followsTheRules() {
        return EventTopic.markersOf(broker.bootstrap()).stream()
                .anyMatch(marker -> marker.ruleSet() == 1);
    }

    /** More than may be, but opens alone would not be. */
    private void assertLeastGoesFirst() throws Exception {
        steps.run(BEYOND, 10);

        Map<ShedStep, Long> shed = shed(last());
        assertThat(shed).containsKey(ShedStep.TRAFFIC).doesNotContainKey(ShedStep.OPEN);
        assertInOrder(shed);
    }

    private void assertHolds() throws Exception {
        Map<ShedStep, Long> before = shed(last());
        long bytes = bytes();
        int seconds = 8;
        long made = steps.run(FAR_BEYOND, seconds);

        // Of the allowance a part was left.
        long may = (seconds + 2) * CEILING;
        assertThat(bytes() - bytes).isBetween(seconds * CEILING / 3, (long) (may * TOLERANCE));
        Map<ShedStep, Long> shed = shed(last());
        shed.replaceAll((step, count) -> count - before.getOrDefault(step, 0L));
        assertInOrder(shed);
        assertThat(shed.get(ShedStep.TRAFFIC)).isGreaterThan(made * 9 / 10);
        assertThat(shed.get(ShedStep.OPEN)).isPositive();
    }

    private void assertComesBack() throws Exception {
        Thread.sleep(3_000);
        Map<ShedStep, Long> before = shed(last());
        steps.run(BELOW, 4);

        assertThat(shed(last())).isEqualTo(before);
    }

    /** As many of each happened. */
    private static void assertInOrder(Map<ShedStep, Long> shed) {
        List<Long> counts =
                Stream.of(ShedStep.values()).map(step -> shed.getOrDefault(step, 0L)).toList();
        for (int step = ShedStep.TRAFFIC.ordinal() + 1; step < counts.size(); step++) {
            assertThat(counts.get(step))
                    .as("%s of %s", ShedStep.values()[step], shed)
                    .isLessThanOrEqualTo(counts.get(step - 1));
        }
    }

    /** Everything is in the topic but what was counted; answers how many that never stand back. */
    private long published(Map<ShedStep, Long> shed) {
        Map<ShedStep, Long> seen = new EnumMap<>(ShedStep.class);
        long[] never = new long[1];
        LocalSchemaRegistry registry = new LocalSchemaRegistry();
        SyscallEventReader event = new SyscallEventReader();
        TopicContent.visit(
                KafkaConnection.plaintext(broker.bootstrap()),
                Topics.EVENTS_SYSCALL,
                framed -> {
                    if (registry.byId(WireFormat.schemaId(framed)).equals(Schemas.MARKER)) {
                        return;
                    }
                    int header = WireFormat.HEADER_LENGTH;
                    event.wrap(framed, header, framed.length - header);
                    int step = ShedLadder.stepOf(event.type(), event.res() < 0);
                    if (step == ShedStep.values().length) {
                        never[0]++;
                    } else {
                        seen.merge(ShedStep.values()[step], 1L, Long::sum);
                    }
                });
        for (ShedStep step : ShedStep.values()) {
            if (step != ShedStep.VOLUME) {
                assertThat(seen.get(step) + shed.getOrDefault(step, 0L))
                        .as("%s", step)
                        .isEqualTo(steps.turns());
            }
        }
        return never[0];
    }

    /** By the ceiling, as a marker tells; nothing else may be lost. */
    private static Map<ShedStep, Long> shed(Marker marker) {
        Map<ShedStep, Long> shed = new EnumMap<>(ShedStep.class);
        for (Loss loss : EventTopic.lost(marker)) {
            assertThat(loss.reason()).startsWith("ceiling_");
            String step = loss.reason().substring("ceiling_".length());
            shed.put(ShedStep.valueOf(step.toUpperCase(Locale.ROOT)), loss.count());
        }
        return shed;
    }

    private Marker last() {
        List<Marker> markers = EventTopic.markersOf(broker.bootstrap());
        return markers.get(markers.size() - 1);
    }

    /** What the topic of events takes on disk: compressed, with what Kafka puts around it. */
    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("kafka"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(
                            file ->
                                    file.getParent()
                                            .getFileName()
                                            .toString()
                                            .startsWith(Topics.EVENTS_SYSCALL))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** So that nothing else on the host is in the way. */
    private void pushRules() {
        String rule =
                """
                - rule: every step
                  desc: d
                  condition: >
                    evt.type in (open, openat, close, chmod, fchmodat, sendto, chdir)
                    and proc.name = every_step
                  output: "%evt.type"
                  priority: DEBUG
                """;
        new RuleSetTopic(KafkaConnection.plaintext(broker.bootstrap()), new LocalSchemaRegistry())
                .pushForAllTime(new RuleFiles(List.of(new RuleFile("steps.yaml", rule))), "a test");
    }

    private CollectorProcess collector(int port) throws IOException {
        Path configuration = directory.resolve("collector.yaml");
        Files.writeString(
                configuration,
                """
                node: it
                kafka: {bootstrap_servers: "%s"}
                admin: {port: %d}
                producer: {max_bytes_per_second: %d}
                """
                        .formatted(broker.bootstrap(), port, CEILING));
        return CollectorProcess.start(configuration);
    }

    private static String metrics(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
