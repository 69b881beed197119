// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.schemas.Marker;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules pushed to a collector at work: what it sends widens and narrows, and nothing is missed. */
final class PushedPlanIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int REMOVALS = 3;

    @TempDir private Path directory;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(PushedPlanIT.class);
        Host.claim();
    }

    @Test
    void rules_pushedUnderWork_widenAndNarrowThePlanAndMissNothing() throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory)) {
            long opened = watch(broker);

            Command replay = replay(broker, rules("both", opened(), removed()));
            List<AlertLine> alerts =
                    replay.output()
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .map(AlertLine::parse)
                            .toList();
            assertThat(alerts.stream().filter(alert -> alert.rule().equals("opened")))
                    .hasSize((int) opened);
            assertThat(alerts.stream().filter(alert -> alert.rule().equals("removed")))
                    .hasSize(REMOVALS);
            // Nobody looked for removals before and after.
            assertThat(replay.output().lines().filter(line -> line.contains("not captured:")))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(line -> line.contains("not captured: rule removed on it from "))
                    .allMatch(line -> line.contains("lacks event type unlink"));
        }
    }

    /** How many files were opened meanwhile. */
    private long watch(EmbeddedKafka broker) throws Exception {
        try (CollectorProcess collector = CollectorProcess.start(directory, broker.bootstrap())) {
            push(broker, rules("first", opened()));
            awaitSet(broker, 1);
            Process worker = work();
            push(broker, rules("second", opened(), removed()), "--priority", "notice");
            String status = saker("rules", "status", "--kafka", broker.bootstrap()).output();
            assertThat(status).contains("without rules less grave than Notice");
            remove();
            push(broker, rules("first", opened()));
            long narrow = marker(broker, 1).plan();
            await().atMost(LIMIT)
                    .pollInterval(POLL)
                    .until(() -> marker(broker, 3).plan() == narrow);
            assertThat(marker(broker, 2).plan()).isNotEqualTo(narrow);
            assertThat(marker(broker, 2).eventTypes())
                    .containsAll(marker(broker, 1).eventTypes())
                    .hasSizeGreaterThan(marker(broker, 1).eventTypes().size());
            long opened = end(worker);
            collector.interrupt();
            return opened;
        }
    }

    private Process work() throws IOException {
        String script =
                "i=0; while [ ! -e stop ]; do i=$((i+1)); : >wanted; sleep 0.05; done; echo $i";
        return new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).start();
    }

    private long end(Process worker) throws Exception {
        Files.createFile(directory.resolve("stop"));
        String said =
                new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(worker.waitFor()).isZero();
        return Long.parseLong(said);
    }

    private void remove() throws Exception {
        Path file = directory.resolve("unwanted");
        for (int i = 0; i < REMOVALS; i++) {
            Files.createFile(file);
            Command.run(List.of("rm", file.toString())).orThrow();
        }
    }

    private String opened() {
        return rule(
                "opened", "evt.type in (open, openat) and evt.rawres >= 0 and fd.name = %s/wanted");
    }

    private String removed() {
        return rule("removed", "evt.type in (unlink, unlinkat) and fs.path.name = %s/unwanted");
    }

    private String rule(String name, String condition) {
        return """
                - rule: %s
                  desc: d
                  condition: %s
                  output: "%%proc.name"
                  priority: NOTICE
                """
                .formatted(name, condition.formatted(directory));
    }

    private Path rules(String name, String... rules) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), String.join("", rules));
    }

    private static void push(EmbeddedKafka broker, Path rules, String... more) {
        List<String> command =
                new ArrayList<>(List.of("rules", "push", "--kafka", broker.bootstrap()));
        command.addAll(List.of(more));
        command.add(rules.toString());
        saker(command.toArray(String[]::new)).orThrow();
    }

    private static void awaitSet(EmbeddedKafka broker, long version) {
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(
                        () ->
                                EventTopic.markersOf(broker.bootstrap()).stream()
                                        .anyMatch(marker -> marker.ruleSet() == version));
    }

    /** The last one of a rule set. */
    private static Marker marker(EmbeddedKafka broker, long version) {
        return EventTopic.markersOf(broker.bootstrap()).stream()
                .filter(marker -> marker.ruleSet() == version)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Command replay(EmbeddedKafka broker, Path rules) {
        return saker(
                        "replay",
                        "--json",
                        "--topic",
                        "saker.events.syscall",
                        "--kafka",
                        broker.bootstrap(),
                        "--rules",
                        rules.toString())
                .orThrow();
    }

    private static Command saker(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Host.root().resolve("saker").toString());
        command.addAll(List.of(arguments));
        return Command.run(command);
    }
}
