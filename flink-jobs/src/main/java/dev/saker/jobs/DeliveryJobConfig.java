// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.config.Default;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.io.Serializable;
import java.time.Duration;

/**
 * Configuration of the delivery job; the keys of its YAML file are in docs/delivery.md.
 *
 * @param sinksFile the file of sinks and routes; a relative path starts at the folder of this file
 * @param registry the one in the process, or one with Confluent's API
 * @param group each sink's consumer group is this, a dash and the sink's name
 * @param startFrom where a sink begins that has never committed a position
 */
public record DeliveryJobConfig(
        KafkaConnection kafka,
        String sinksFile,
        @Default(RegistryAddress.LOCAL) RegistryAddress registry,
        @Default("saker-delivery") String group,
        @Default("latest") StartFrom startFrom,
        @Default("read_uncommitted") Isolation isolation,
        TopicNames topics,
        Checkpoints checkpoints)
        implements Serializable {

    /** Where a sink begins that has never committed a position. */
    public enum StartFrom {
        /** At the oldest alert the topic still has. */
        EARLIEST,
        /** With the next alert: what was before is not news. */
        LATEST
    }

    /** Which alerts are seen. */
    public enum Isolation {
        /** At once; those that come again after a failure of detection are told by their id. */
        READ_UNCOMMITTED,
        /** When detection has committed them: a checkpoint of it later. */
        READ_COMMITTED
    }

    /** Topics, for installations that name them their own way. */
    public record TopicNames(
            @Default(Topics.ALERTS) String alerts,
            @Default(Topics.ALERTS_REPLAY) String replay,
            @Default(Topics.ALERTS_DLQ) String deadLetters)
            implements Serializable {

        public static TopicNames defaults() {
            return new TopicNames(Topics.ALERTS, Topics.ALERTS_REPLAY, Topics.ALERTS_DLQ);
        }
    }

    /**
     * How often and for how long.
     *
     * @param interval what a failure can repeat at most, and how often positions are committed
     */
    public record Checkpoints(@Default("10s") Duration interval, @Default("10m") Duration timeout)
            implements Serializable {

        public static Checkpoints defaults() {
            return new Checkpoints(Duration.ofSeconds(10), Duration.ofMinutes(10));
        }
    }

    public DeliveryJobConfig {
        if (sinksFile.isBlank()) {
            throw new IllegalArgumentException("sinks_file is empty");
        }
        if (checkpoints.interval().toMillis() < 10) {
            throw new IllegalArgumentException(
                    "checkpoints.interval " + checkpoints.interval() + " is below 10ms");
        }
    }

    /** All defaults, but from the oldest alert on, for a Kafka in this process. */
    public static DeliveryJobConfig embedded(
            KafkaConnection kafka, String sinksFile, Duration checkpointInterval) {
        return new DeliveryJobConfig(
                kafka,
                sinksFile,
                new RegistryAddress(RegistryAddress.LOCAL),
                "saker-delivery",
                StartFrom.EARLIEST,
                Isolation.READ_UNCOMMITTED,
                TopicNames.defaults(),
                new Checkpoints(checkpointInterval, Duration.ofMinutes(10)));
    }

    /** With Kafka's secrets looked up here, so that tasks need neither them nor PEM files. */
    DeliveryJobConfig resolved() {
        return new DeliveryJobConfig(
                kafka.resolved(),
                sinksFile,
                registry,
                group,
                startFrom,
                isolation,
                topics,
                checkpoints);
    }

    /** The consumer group that a sink's positions are committed for. */
    public String groupOf(String sink) {
        return group + "-" + sink;
    }
}
