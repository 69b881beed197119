// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.bench.OpenCloseLoad;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.EventDrops;
import dev.saker.jobs.EventDrops.Action;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events that a node really loses, in rings too small for what happens, and what is done about it:
 * Falco's alert, and each action that a detection job can be told.
 */
final class EventDropsIT {
    private static final String RULE = "Falco internal: syscall event drop";

    /** Some 2,000 events fit, and are taken away fifty times a second. */
    private static final String SMALL_RINGS =
            "capture: {ring_bytes: 262144, poll_shortest: 20ms, poll_longest: 20ms}";

    private static final long EVENTS_PER_SECOND = 200_000;
    private static final Duration OVERLOAD = Duration.ofSeconds(3);

    /** Alerts and records of one job take other ways behind it. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double OFTEN = 1_000;

    @TempDir private Path directory;
    private int fences;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(EventDropsIT.class);
        Host.claim();
    }

    @Test
    void overload_ofSmallRings_isToldAsFalcoDoes_andActedUponAsConfigured() throws Exception {
        try (Pipeline pipeline = new Pipeline(directory, 0, 1);
                LogLines log = LogLines.of("dev.saker.jobs.marker.GapFunction")) {
            pipeline.start();
            pipeline.publish(new RuleFiles(List.of(fence())));
            String broker = pipeline.kafka().bootstrap();
            try (CollectorProcess collector =
                    CollectorProcess.start(directory, broker, SMALL_RINGS)) {
                detect(pipeline, EventDrops.defaults());
                await().atMost(LIMIT).until(() -> !EventTopic.markersOf(broker).isEmpty());
                overload(pipeline);
                assertToldOnce(broker, log);

                log.clear();
                detectNext(pipeline, drops(1, List.of(Action.LOG, Action.ALERT)));
                overload(pipeline);
                assertThat(told(broker)).as("a threshold of all events").hasSize(1);
                assertThat(log.lines()).isEmpty();

                detectNext(pipeline, drops(0.1, List.of(Action.IGNORE)));
                overload(pipeline);
                assertThat(told(broker)).as("nothing but to ignore it").hasSize(1);
                assertThat(log.lines()).isEmpty();

                detectNext(pipeline, drops(0.1, List.of(Action.LOG)));
                overload(pipeline);
                assertThat(told(broker)).as("nothing but to log it").hasSize(1);
                assertThat(log.lines()).isNotEmpty();

                detectNext(pipeline, drops(0.1, List.of(Action.EXIT)));
                load();
                await().atMost(LIMIT).until(() -> pipeline.watch().failure().isPresent());
                assertThat(pipeline.watch().failure().orElseThrow())
                        .contains("node it: " + RULE, "syscall_event_drops.actions says exit");
                collector.interrupt();
            }
        }
    }

    private static EventDrops drops(double threshold, List<Action> actions) {
        return new EventDrops(threshold, actions, OFTEN, OFTEN, false);
    }

    private static void detect(Pipeline pipeline, EventDrops drops) throws Exception {
        pipeline.detect(
                DetectionJobConfig.of(pipeline.connection())
                        .withCheckpoints(
                                new Checkpoints(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                        .withEventDrops(drops));
        await().atMost(LIMIT).until(() -> pipeline.watch().isRunning());
    }

    private static void detectNext(Pipeline pipeline, EventDrops drops) throws Exception {
        pipeline.stopJob();
        detect(pipeline, drops);
    }

    /** And waits until the job knows of it, whether it tells or not. */
    private void overload(Pipeline pipeline) throws Exception {
        String broker = pipeline.kafka().bootstrap();
        long before = lost(last(broker));
        load();
        await().atMost(LIMIT).until(() -> lost(last(broker)) > before + EVENTS_PER_SECOND / 10);
        Path fence = directory.resolve("fence-" + ++fences);
        Files.createFile(fence);
        await().atMost(LIMIT)
                .until(
                        () ->
                                alerts(broker).stream()
                                        .anyMatch(alert -> alert.output().contains(fence + " ")));
        Thread.sleep(SETTLE.toMillis());
    }

    private static Marker last(String broker) {
        List<Marker> markers = EventTopic.markersOf(broker);
        return markers.get(markers.size() - 1);
    }

    private void load() throws Exception {
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, EVENTS_PER_SECOND, OVERLOAD)) {
            load.awaitEvents();
        }
    }

    /** Seconds of losses, and by Falco's rate one alert in thirty. */
    private static void assertToldOnce(String broker, LogLines log) {
        assertThat(told(broker)).hasSize(1);
        AlertLine alert = told(broker).get(0);
        Map<String, String> fields = alert.fields();
        assertThat(alert.priority()).isEqualTo("Debug");
        assertThat(alert.output())
                .contains(RULE + ". " + fields.get("n_drops") + " system calls dropped in last");
        assertThat(fields)
                .containsOnlyKeys(
                        "evt.time",
                        "node",
                        "n_evts",
                        "n_drops",
                        "n_drops_buffer_total",
                        "n_drops_buffer_clone_fork_exit",
                        "n_drops_buffer_execve_exit",
                        "n_drops_buffer_connect_exit",
                        "n_drops_buffer_open_exit",
                        "n_drops_buffer_dir_file_exit",
                        "n_drops_buffer_other_interest_exit",
                        "n_drops_buffer_close_exit",
                        "n_drops_buffer_proc_exit",
                        "n_drops_scratch_map",
                        "n_drops_page_faults",
                        "n_drops_bug",
                        "ebpf_enabled",
                        "n_drops_shed",
                        "n_drops_ceiling",
                        "n_drops_spool")
                .containsEntry("node", "it")
                .containsEntry("ebpf_enabled", "1");
        assertThat(number(fields, "n_drops")).isGreaterThan(number(fields, "n_evts") / 10);
        // Closes go before the ring is full, opens only then.
        assertThat(number(fields, "n_drops_buffer_close_exit"))
                .isGreaterThanOrEqualTo(number(fields, "n_drops_buffer_open_exit"));
        assertThat(number(fields, "n_drops_shed")).isPositive();
        assertThat(number(fields, "n_drops")).isEqualTo(lost(broker, fields.get("evt.time")));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .isEqualTo("event=events_dropped node=it count=" + fields.get("n_drops"));
    }

    /** By the marker of this time, what was lost since the one before it. */
    private static long lost(String broker, String time) {
        List<Marker> markers = EventTopic.markersOf(broker);
        int at = 0;
        while (markers.get(at).time() != Long.parseLong(time)) {
            at++;
        }
        return lost(markers.get(at)) - lost(markers.get(at - 1));
    }

    private static long lost(Marker marker) {
        return EventTopic.lost(marker).stream().mapToLong(Loss::count).sum();
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.get(name));
    }

    private static List<AlertLine> told(String broker) {
        return alerts(broker).stream().filter(alert -> alert.rule().equals(RULE)).toList();
    }

    private static List<AlertLine> alerts(String broker) {
        return TopicContent.values(broker, Topics.ALERTS_JSON).stream()
                .map(value -> AlertLine.parse(new String(value, StandardCharsets.UTF_8)))
                .toList();
    }

    private RuleFile fence() throws IOException {
        String rule =
                """
                - rule: fence
                  desc: A file was made that only the test makes.
                  condition: evt.type in (open, openat) and fd.name startswith %s/fence-
                  output: "%%fd.name was made"
                  priority: DEBUG
                """
                        .formatted(directory);
        return new RuleFile("fence.yaml", rule);
    }
}
