// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.DetectionJobConfig.Nodes;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.alert.AlertForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run the pipeline on one host.
 *
 * @param lasting ends by itself after so long
 * @param probe whether this host is watched
 * @param recording its events are taken instead of this host's
 * @param kafkaPort 0 for any
 * @param sinks where alerts go besides standard output
 * @param captures where recordings go that alerts start; without it none is made
 */
public record UpOptions(
        AlertForm form,
        Optional<Duration> lasting,
        boolean demo,
        boolean probe,
        Optional<Path> recording,
        Publish publish,
        MatchMode matching,
        int kafkaPort,
        Optional<RoutesText> sinks,
        Optional<Path> captures) {

    /** The record of truth is this much behind the terminal. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /** Cheap, since it is positions only; a sink's alerts are repeated after a kill for as long. */
    private static final Duration DELIVERY_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** What was recorded may be of any time, and no clock is wrong for that. */
    private static final Nodes OLD_NODES =
            new Nodes(Duration.ofSeconds(30), Duration.ofDays(36500));

    /** What leaves the collector. */
    public enum Publish {
        /** Events that may matter to some rule. */
        PLAN,
        /** Everything that is captured. */
        ALL
    }

    static DeliveryJobConfig deliveryConfig(KafkaConnection kafka, RoutesText sinks) {
        return DeliveryJobConfig.embedded(kafka, sinks.name(), DELIVERY_CHECKPOINT_INTERVAL);
    }

    /** A recording's alerts come in the order of a scan's. */
    TopicOptions topics() {
        TopicOptions topics = TopicOptions.defaults();
        return recording.isPresent() ? topics.withOrderedAlerts() : topics;
    }

    DetectionJobConfig jobConfig(KafkaConnection kafka, int parallelism) {
        return DetectionJobConfig.of(kafka)
                .withParallelism(parallelism)
                .withCheckpoints(new Checkpoints(CHECKPOINT_INTERVAL, Duration.ofMinutes(2)))
                .withMatching(Matching.of(matching))
                .withNodes(recording.isPresent() ? OLD_NODES : Nodes.defaults());
    }
}
