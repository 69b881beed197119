// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Checkpoints;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.alert.AlertForm;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run the pipeline on one host.
 *
 * @param lasting ends by itself after so long
 * @param probe whether this host is watched
 * @param kafkaPort 0 for any
 * @param sinks where alerts go besides standard output
 */
public record UpOptions(
        AlertForm form,
        Optional<Duration> lasting,
        boolean demo,
        boolean probe,
        Publish publish,
        MatchMode matching,
        boolean strictFalco,
        int kafkaPort,
        Optional<RoutesText> sinks) {

    /** The record of truth is this much behind the terminal. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /** Cheap, since it is positions only; a sink's alerts are repeated after a kill for as long. */
    private static final Duration DELIVERY_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** What leaves the collector. */
    public enum Publish {
        /** Events of the types that some rule could match. */
        RULES,
        /** Everything that is captured. */
        ALL
    }

    static DeliveryJobConfig deliveryConfig(KafkaConnection kafka, RoutesText sinks) {
        return DeliveryJobConfig.embedded(kafka, sinks.name(), DELIVERY_CHECKPOINT_INTERVAL);
    }

    DetectionJobConfig jobConfig(KafkaConnection kafka, int parallelism) {
        return DetectionJobConfig.of(kafka)
                .withParallelism(parallelism)
                .withCheckpoints(new Checkpoints(CHECKPOINT_INTERVAL, Duration.ofMinutes(2)))
                .withMatching(new Matching(matching, false, strictFalco));
    }
}
