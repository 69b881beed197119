// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.event.RegistryAddress;
import dev.saker.rules.Priority;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.config.Default;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Configuration of the detection job; the keys of its YAML file are in docs/detection.md.
 *
 * @param registry the one in the process, or one with Confluent's API
 * @param group consumer group that the read positions are committed for, for operators to see; also
 *     where a first start begins
 * @param startFrom where a start without a checkpoint begins
 * @param alertsFrom what is found of earlier events raises no alert: from them, correlations learn
 * @param parallelism of source and match; more than the events topic has partitions is idle
 */
public record DetectionJobConfig(
        KafkaConnection kafka,
        @Default(RegistryAddress.LOCAL) RegistryAddress registry,
        @Default("saker-detection") String group,
        @Default("committed") StartFrom startFrom,
        @Default("1970-01-01T00:00:00Z") Instant alertsFrom,
        @Default("1") int parallelism,
        TopicNames topics,
        Matching matching,
        Checkpoints checkpoints,
        @Default("cluster") StateBackend stateBackend,
        Transactions transactions,
        Nodes nodes,
        EventDrops syscallEventDrops)
        implements Serializable {

    /** Where a start without a checkpoint begins. */
    public enum StartFrom {
        /** Where the group left off; at the oldest record if it never was here. */
        COMMITTED,
        EARLIEST,
        LATEST
    }

    /** Where the job keeps its state while it runs. */
    public enum StateBackend {
        /** As Flink's own configuration says, which has the heap unless told otherwise. */
        CLUSTER,
        /** On the heap. */
        HASHMAP,
        /** On the workers' disks. */
        ROCKSDB
    }

    /** Topics, for installations that name them their own way. */
    public record TopicNames(
            @Default(Topics.EVENTS_SYSCALL) String events,
            @Default(Topics.ALERTS) String alerts,
            @Default(Topics.ALERTS_JSON) String alertsJson,
            @Default(Topics.ALERTS_SHADOW) String alertsShadow,
            @Default(Topics.EVENTS_DLQ) String undecodable,
            @Default(Topics.EVENTS_LATE) String late)
            implements Serializable {

        public static TopicNames defaults() {
            return new TopicNames(
                    Topics.EVENTS_SYSCALL,
                    Topics.ALERTS,
                    Topics.ALERTS_JSON,
                    Topics.ALERTS_SHADOW,
                    Topics.EVENTS_DLQ,
                    Topics.EVENTS_LATE);
        }
    }

    /**
     * How rules are compiled and applied.
     *
     * @param strict an inactive rule fails the job instead of being listed
     * @param strictFalco Falco's behaviour also where it is probably a mistake
     * @param priority rules less grave than this are left out; a rule set may say the same of
     *     itself, and then the graver of the two holds
     * @param suggestedOutput every output names container, image and pod, as by Falco's default; a
     *     push, or the rules' settings, may do without
     */
    public record Matching(
            @Default("all") MatchMode mode,
            @Default("false") boolean strict,
            @Default("false") boolean strictFalco,
            @Default("debug") Priority priority,
            @Default("true") boolean suggestedOutput)
            implements Serializable {

        public static Matching defaults() {
            return of(MatchMode.ALL);
        }

        /** For rule sets that say themselves how they are meant. */
        public static Matching of(MatchMode mode) {
            return new Matching(mode, false, false, Priority.DEBUG, true);
        }
    }

    /**
     * How often and for how long.
     *
     * @param interval also the latency of alerts for who reads committed records only
     */
    public record Checkpoints(@Default("10s") Duration interval, @Default("10m") Duration timeout)
            implements Serializable {

        public static Checkpoints defaults() {
            return new Checkpoints(Duration.ofSeconds(10), Duration.ofMinutes(10));
        }
    }

    /**
     * Of the alerts.
     *
     * @param prefix of the transactional ids; jobs that share a Kafka need different ones
     * @param timeout of a transaction: longer than a checkpoint and a restart together, and not
     *     above the broker's transaction.max.timeout.ms (15 minutes unless set)
     */
    public record Transactions(
            @Default("saker-detection") String prefix, @Default("14m") Duration timeout)
            implements Serializable {

        public static Transactions defaults() {
            return new Transactions("saker-detection", Duration.ofMinutes(14));
        }
    }

    /**
     * How nodes take part in event time.
     *
     * @param timeout a node leaves after so long without a marker
     * @param maxLag a node whose clock is further back than this is left out
     */
    public record Nodes(@Default("30s") Duration timeout, @Default("1h") Duration maxLag)
            implements Serializable {

        public static Nodes defaults() {
            return new Nodes(Duration.ofSeconds(30), Duration.ofHours(1));
        }
    }

    public DetectionJobConfig {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + " is below 1");
        }
        if (checkpoints.interval().toMillis() < 10) {
            throw new IllegalArgumentException(
                    "checkpoints.interval " + checkpoints.interval() + " is below 10ms");
        }
        if (transactions.timeout().compareTo(checkpoints.interval()) <= 0) {
            throw new IllegalArgumentException(
                    "transactions.timeout "
                            + transactions.timeout()
                            + " is not longer than checkpoints.interval "
                            + checkpoints.interval()
                            + ": every transaction would be aborted before it is committed");
        }
    }

    /** All defaults, for a Kafka. */
    public static DetectionJobConfig of(KafkaConnection kafka) {
        return new DetectionJobConfig(
                kafka,
                new RegistryAddress(RegistryAddress.LOCAL),
                "saker-detection",
                StartFrom.COMMITTED,
                Instant.EPOCH,
                1,
                TopicNames.defaults(),
                Matching.defaults(),
                Checkpoints.defaults(),
                StateBackend.CLUSTER,
                Transactions.defaults(),
                Nodes.defaults(),
                EventDrops.defaults());
    }

    /** With Kafka's secrets looked up here, so that tasks need neither them nor PEM files. */
    DetectionJobConfig resolved() {
        return with(draft -> draft.kafka = kafka.resolved());
    }

    public DetectionJobConfig withGroup(String wanted) {
        return with(draft -> draft.group = wanted);
    }

    public DetectionJobConfig withStartFrom(StartFrom wanted) {
        return with(draft -> draft.startFrom = wanted);
    }

    public DetectionJobConfig withAlertsFrom(Instant wanted) {
        return with(draft -> draft.alertsFrom = wanted);
    }

    public DetectionJobConfig withParallelism(int wanted) {
        return with(draft -> draft.parallelism = wanted);
    }

    public DetectionJobConfig withMatching(Matching wanted) {
        return with(draft -> draft.matching = wanted);
    }

    public DetectionJobConfig withCheckpoints(Checkpoints wanted) {
        return with(draft -> draft.checkpoints = wanted);
    }

    public DetectionJobConfig withStateBackend(StateBackend wanted) {
        return with(draft -> draft.stateBackend = wanted);
    }

    public DetectionJobConfig withTransactions(Transactions wanted) {
        return with(draft -> draft.transactions = wanted);
    }

    public DetectionJobConfig withNodes(Nodes wanted) {
        return with(draft -> draft.nodes = wanted);
    }

    public DetectionJobConfig withEventDrops(EventDrops wanted) {
        return with(draft -> draft.syscallEventDrops = wanted);
    }

    private DetectionJobConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /** One that is being changed. */
    private static final class Draft {
        private KafkaConnection kafka;
        private RegistryAddress registry;
        private String group;
        private StartFrom startFrom;
        private Instant alertsFrom;
        private int parallelism;
        private TopicNames topics;
        private Matching matching;
        private Checkpoints checkpoints;
        private StateBackend stateBackend;
        private Transactions transactions;
        private Nodes nodes;
        private EventDrops syscallEventDrops;

        Draft(DetectionJobConfig config) {
            kafka = config.kafka();
            registry = config.registry();
            group = config.group();
            startFrom = config.startFrom();
            alertsFrom = config.alertsFrom();
            parallelism = config.parallelism();
            topics = config.topics();
            matching = config.matching();
            checkpoints = config.checkpoints();
            stateBackend = config.stateBackend();
            transactions = config.transactions();
            nodes = config.nodes();
            syscallEventDrops = config.syscallEventDrops();
        }

        DetectionJobConfig config() {
            return new DetectionJobConfig(
                    kafka,
                    registry,
                    group,
                    startFrom,
                    alertsFrom,
                    parallelism,
                    topics,
                    matching,
                    checkpoints,
                    stateBackend,
                    transactions,
                    nodes,
                    syscallEventDrops);
        }
    }
}
