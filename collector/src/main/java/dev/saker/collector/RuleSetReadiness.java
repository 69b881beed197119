// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetFollower;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.registry.SchemaRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rule set this collector is ready for, as its markers say. What it sends does not depend on
 * the rule set, so it is ready for each as soon as it has heard of it. A Kafka that is away, or
 * does not let us read the rules topic, keeps nobody from watching the host.
 */
final class RuleSetReadiness implements LongSupplier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetReadiness.class);

    private volatile long version;
    private Optional<RuleSetFollower> follower = Optional.empty();

    private RuleSetReadiness() {}

    /** Of a collector that hears of no rule sets. */
    static RuleSetReadiness none() {
        return new RuleSetReadiness();
    }

    static RuleSetReadiness following(KafkaConnection kafka, SchemaRegistry registry) {
        RuleSetReadiness readiness = new RuleSetReadiness();
        readiness.follower = Optional.of(RuleSetFollower.start(kafka, registry, readiness::take));
        return readiness;
    }

    /** 0 while none is known. */
    @Override
    public long getAsLong() {
        return version;
    }

    private void take(RuleSets sets) {
        long newest = sets.newestVersion();
        if (newest != version) {
            version = newest;
            LOG.info("event=ready_for_rule_set version={}", newest);
        }
    }

    @Override
    public void close() {
        follower.ifPresent(RuleSetFollower::close);
    }
}
