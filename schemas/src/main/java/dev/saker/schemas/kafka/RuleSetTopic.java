// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.RuleSetCodec;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes rule sets in two phases. First the set itself, in one transaction; then, when the
 * collectors have said that they are ready for it or their time is over, the event time from which
 * on it holds. A push that ends between the two changes nothing.
 */
public final class RuleSetTopic {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetTopic.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration MARKER_POLL = Duration.ofMillis(50);
    private static final int ATTEMPTS = 5;

    /** Each further attempt allows the broker so much more. */
    private static final Duration MORE = Duration.ofSeconds(1);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final KafkaConnection connection;
    private final SchemaRegistry registry;

    public RuleSetTopic(KafkaConnection connection, SchemaRegistry registry) {
        this.connection = connection;
        this.registry = registry;
    }

    /**
     * Brings a rule set into force, one version after the last. The very first one holds for all
     * time; later ones from a moment on that all parts hear of before.
     *
     * @param by who pushes, for people to read
     * @param shadow on trial, beside the set in force; a set without rules ends the trial
     * @throws RuleSetException if it could not be brought into force
     */
    public PushedRuleSet push(RuleFiles files, String by, boolean shadow) {
        return publish(
                files,
                by,
                (before, head, producer, clock) -> {
                    if (!shadow && before.live().entries().isEmpty()) {
                        return activate(producer, anew(head));
                    }
                    enterFormerSet(producer, before);
                    return announce(producer, head, clock, shadow);
                });
    }

    /**
     * Makes a rule set the only one, for events of any time. For a pipeline whose job does not run:
     * a running one would judge the same events by one set before a failure and by another after.
     */
    public PushedRuleSet pushForAllTime(RuleFiles files, String by) {
        return publish(
                files, by, (before, head, producer, clock) -> activate(producer, anew(head)));
    }

    private PushedRuleSet publish(RuleFiles files, String by, SecondPhase secondPhase) {
        byte[] content = RuleSetCodec.encode(files);
        try (RuleSetProducer producer = RuleSetProducer.open(connection, registry);
                RuleSetReader reader = RuleSetReader.open(connection, registry)) {
            RuleSets before = reader.readToEnd();
            long version = before.newestVersion() + 1;
            RuleSetHead head = producer.publish(version, content, by);
            BrokerClock clock = producer.clock();
            awaitVisible(reader, version);
            RuleSetActivation activation = secondPhase.run(before, head, producer, clock);
            RuleSetPurge.run(connection, producer, reader.readToEnd(), clock.millis());
            return new PushedRuleSet(activation, clock);
        } catch (ProducerFencedException e) {
            throw new RuleSetException(
                    "cannot publish the rule set: somebody else published one at the same time", e);
        } catch (KafkaException e) {
            throw new RuleSetException(
                    "cannot publish the rule set to %s at %s: %s"
                            .formatted(
                                    Topics.RULES,
                                    connection.bootstrapServers(),
                                    KafkaRefusal.words(connection, e)),
                    e);
        }
    }

    /**
     * A committed transaction is decided, not yet readable: the broker marks the partition later.
     * Whoever is told that a version is in force must find it.
     */
    private static void awaitVisible(RuleSetReader reader, long version) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (reader.readToEnd().newestVersion() < version) {
            if (System.nanoTime() - deadline > 0) {
                throw new RuleSetException(
                        "rule set %d is published, but cannot be read after %s"
                                .formatted(version, PATIENCE));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A set that was pushed before there were activations goes on to hold for earlier events. */
    private static void enterFormerSet(RuleSetProducer producer, RuleSets before) {
        before.newestHead()
                .filter(former -> before.hasNoActivation())
                .ifPresent(former -> activate(producer, anew(former)));
    }

    private static RuleSetActivation anew(RuleSetHead head) {
        return new RuleSetActivation(
                head.version(),
                head.sha256(),
                RuleTimeline.ALWAYS,
                false,
                true,
                head.pushedBy(),
                List.of(),
                List.of());
    }

    private static RuleSetActivation activate(
            RuleSetProducer producer, RuleSetActivation activation) {
        producer.activate(activation);
        return activation;
    }

    /** Again with a later time if the broker took so long that this one came too late. */
    private RuleSetActivation announce(
            RuleSetProducer producer, RuleSetHead head, BrokerClock clock, boolean shadow) {
        try (NodeMarkers nodes = NodeMarkers.open(connection, registry)) {
            awaitAcknowledgements(nodes, clock, head.version());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long now = clock.millis();
                long from = now + RuleSetTiming.LEAD.toMillis() + attempt * MORE.toMillis();
                RuleSetActivation activation =
                        new RuleSetActivation(
                                head.version(),
                                head.sha256(),
                                from * NANOS_PER_MILLI,
                                shadow,
                                false,
                                head.pushedBy(),
                                nodes.live(now, head.version(), true),
                                nodes.live(now, head.version(), false));
                long appended = producer.activate(activation);
                if (appended + RuleSetTiming.NOTICE.toMillis() <= from) {
                    return activation;
                }
                clock.set(appended);
                LOG.info("event=activation_too_late version={} again=true", head.version());
            }
        }
        throw new RuleSetException(
                "rule set %d is published, but not in force: Kafka at %s takes longer than %s; push it again"
                        .formatted(
                                head.version(),
                                connection.bootstrapServers(),
                                RuleSetTiming.LEAD
                                        .minus(RuleSetTiming.NOTICE)
                                        .plus(MORE.multipliedBy(ATTEMPTS - 1L))));
    }

    private static void awaitAcknowledgements(NodeMarkers nodes, BrokerClock clock, long version) {
        long deadline = System.nanoTime() + RuleSetTiming.ACKNOWLEDGEMENT.toNanos();
        do {
            nodes.readToEnd(MARKER_POLL);
        } while (!nodes.live(clock.millis(), version, false).isEmpty()
                && System.nanoTime() - deadline < 0);
    }

    /** From a published set to its activation. */
    private interface SecondPhase {
        RuleSetActivation run(
                RuleSets before, RuleSetHead head, RuleSetProducer producer, BrokerClock clock);
    }
}
