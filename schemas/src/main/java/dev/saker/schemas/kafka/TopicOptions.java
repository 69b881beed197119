// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.config.Default;
import java.io.Serializable;
import java.time.Duration;

/**
 * What may differ between installations.
 *
 * @param eventPartitions at least four times the detection job's parallelism; cannot be changed
 *     later without moving nodes between partitions
 * @param replication copies of each partition; 0 leaves it to the broker
 */
public record TopicOptions(
        @Default("8") int eventPartitions,
        @Default("4") int alertPartitions,
        @Default("0") int replication,
        @Default("7d") Duration eventRetention,
        @Default("30d") Duration alertRetention)
        implements Serializable {
    public TopicOptions {
        if (eventPartitions < 1 || alertPartitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition");
        }
        if (replication < 0 || replication > Short.MAX_VALUE) {
            throw new IllegalArgumentException("replication " + replication + " is out of range");
        }
    }

    /** Alerts in the order of their events, for who reads them as they come. */
    public TopicOptions withOrderedAlerts() {
        return new TopicOptions(eventPartitions, 1, replication, eventRetention, alertRetention);
    }

    public static TopicOptions defaults() {
        return new TopicOptions(8, 4, 0, Duration.ofDays(7), Duration.ofDays(30));
    }
}
