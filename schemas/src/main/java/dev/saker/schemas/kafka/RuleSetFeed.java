// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads what the rules topic holds at a moment; {@link RuleSetFollower} goes on from there. */
public final class RuleSetFeed {
    private static final Duration POLL = Duration.ofMillis(200);
    // A rules topic is read in a second; who waits longer waits for a broker that is not there.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RuleSetFeed() {}

    /**
     * The newest rule set that was pushed; empty when none ever was.
     *
     * @throws RuleSetException if it cannot be read or is not whole
     */
    public static Optional<PublishedRuleSet> readToEnd(
            KafkaConnection connection, SchemaRegistry registry) {
        RuleSetLog log = log(connection, registry);
        if (log.problem().isPresent()) {
            throw new RuleSetException(log.problem().get());
        }
        RuleSets sets = log.ruleSets();
        return sets.version(sets.newestVersion())
                .map(version -> new PublishedRuleSet(version.head(), version.files().read()));
    }

    /** Every version there is, and which holds when. */
    public static RuleSets read(KafkaConnection connection, SchemaRegistry registry) {
        return log(connection, registry).ruleSets();
    }

    /** All that is committed, also when no rule set can be made of it. */
    private static RuleSetLog log(KafkaConnection connection, SchemaRegistry registry) {
        RuleSetLog log = new RuleSetLog(registry);
        forEach(connection, Topics.RULES, log::add);
        return log;
    }

    /** The committed records of a topic of one partition. */
    static void forEach(
            KafkaConnection connection,
            String topic,
            Consumer<ConsumerRecord<String, byte[]>> action) {
        try (RulesConsumer consumer = RulesConsumer.open(connection, topic, true)) {
            long end = consumer.end();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position() < end) {
                consumer.poll(POLL).forEach(action);
                if (System.nanoTime() - deadline > 0) {
                    throw new RuleSetException(
                            "cannot read %s at %s to its end: at offset %d of %d after %s"
                                    .formatted(
                                            topic,
                                            connection.bootstrapServers(),
                                            consumer.position(),
                                            end,
                                            PATIENCE));
                }
            }
        } catch (KafkaException e) {
            throw new RuleSetException(
                    "cannot read the rule set from %s at %s: %s"
                            .formatted(
                                    topic,
                                    connection.bootstrapServers(),
                                    KafkaRefusal.words(connection, e)),
                    e);
        }
    }
}
