// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.replay.ReplayRun;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Correlations of every type, and items about their alerts, over the files under /v/ by how their
 * numbers end. What they have to say of a topic is what a replay says, which nothing disturbs.
 */
final class CorrelatedAlerts {
    /** Whose results come at an event, and so have the version of that. */
    private static final Set<String> AT_EVENTS =
            Set.of(
                    "Host count",
                    "Fleet count",
                    "Fleet values",
                    "Host sum",
                    "Host news",
                    "Fleet set",
                    "Host sequence",
                    "Fleet sequence",
                    "Host loop");

    private static final Set<String> OTHERS =
            Set.of(
                    "Fleet average",
                    "Fleet percentile",
                    "Fleet absence",
                    "Story of a host",
                    "Risk of a host");

    /** The numbers that patterns wait for have all come by then. */
    private static final int ENOUGH_FOR_ALL = 180;

    private static final int ENOUGH_FOR_RISK = 300;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private CorrelatedAlerts() {}

    static RuleFile rules() {
        try (var in = CorrelatedAlerts.class.getResourceAsStream("/correlated.yaml")) {
            return new RuleFile(
                    "correlated.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isCorrelated(Alert alert) {
        return AT_EVENTS.contains(alert.rule()) || OTHERS.contains(alert.rule());
    }

    static boolean isAtEvent(Alert alert) {
        return isToldAtEvents(alert.rule());
    }

    static boolean isToldAtEvents(String rule) {
        return AT_EVENTS.contains(rule);
    }

    /** Everything that a replay of all events by the first rule set says. */
    static List<Alert> replay(KafkaConnection kafka) throws Exception {
        TopicSlice slice = TopicSlice.of(TopicRange.parse(Topics.EVENTS_SYSCALL), kafka);
        return ReplayRun.of(slice, kafka, new RegistryAddress(RegistryAddress.LOCAL))
                .run(
                        RuleHistory.correlated(1).files(),
                        Matching.of(MatchMode.ALL),
                        read -> assertThat(read).isLessThanOrEqualTo(slice.records()))
                .alerts();
    }

    /**
     * Waits until what was committed is what the replay says, id by id and word by word.
     *
     * @param committed all alerts up to now
     * @param tick lets event time go on
     */
    static void awaitUndisturbed(
            List<Alert> replayed, Supplier<List<Alert>> committed, Runnable tick) {
        List<String> expected = told(replayed);
        assertEveryType(replayed);
        long end = System.nanoTime() + LIMIT.toNanos();
        List<String> told = told(committed.get());
        while (told.size() < expected.size() && System.nanoTime() < end) {
            tick.run();
            told = told(committed.get());
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Else little is held to anything. */
    private static void assertEveryType(List<Alert> replayed) {
        Set<String> rules = replayed.stream().map(Alert::rule).collect(Collectors.toSet());
        assertThat(rules)
                .contains("Host count", "Fleet count", "Fleet values", "Fleet sequence")
                .contains("Host loop", "Host sum", "Fleet average", "Fleet percentile")
                .contains("Fleet absence", "Story of a host");
        long opened = replayed.stream().filter(RuleHistory::isOpened).count();
        if (opened >= ENOUGH_FOR_ALL) {
            assertThat(rules).containsAll(AT_EVENTS);
        }
        if (opened >= ENOUGH_FOR_RISK) {
            assertThat(rules).containsAll(OTHERS);
        }
    }

    private static List<String> told(List<Alert> alerts) {
        return alerts.stream()
                .filter(CorrelatedAlerts::isCorrelated)
                .map(FalcoJson::line)
                .sorted()
                .toList();
    }
}
