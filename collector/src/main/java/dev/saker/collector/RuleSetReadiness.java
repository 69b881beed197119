// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.alertcapture.AlertCaptureOptions;
import dev.saker.collector.alertcapture.CapturingRules;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetFollower;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.registry.SchemaRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of rule sets, and has the plan made that they ask for: ready for a set is who has put that
 * plan in force, as markers say then. A Kafka that is away, or does not let us read the rules
 * topic, keeps nobody from watching the host.
 */
final class RuleSetReadiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetReadiness.class);

    private final RulePlans plans;
    private final CapturingRules capturing;
    private Optional<RuleSetFollower> follower = Optional.empty();

    private RuleSetReadiness(RulePlans plans, CapturingRules capturing) {
        this.plans = plans;
        this.capturing = capturing;
    }

    /** Of a collector that hears of no rule sets. */
    static RuleSetReadiness none(RulePlans plans) {
        return new RuleSetReadiness(plans, new CapturingRules(AlertCaptureOptions.none()));
    }

    static RuleSetReadiness following(
            KafkaConnection kafka,
            SchemaRegistry registry,
            RulePlans plans,
            AlertCaptureOptions captures) {
        RuleSetReadiness readiness = new RuleSetReadiness(plans, new CapturingRules(captures));
        readiness.follower = Optional.of(RuleSetFollower.start(kafka, registry, readiness::take));
        return readiness;
    }

    /** What is to be sent for them. */
    RulePlans plans() {
        return plans;
    }

    /** The rules whose alerts start recordings. */
    CapturingRules capturing() {
        return capturing;
    }

    private void take(RuleSets sets) {
        capturing.take(sets);
        long before = plans.newest().ruleSet();
        plans.take(sets, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
        if (sets.newestVersion() != before) {
            LOG.info("event=ready_for_rule_set version={}", sets.newestVersion());
        }
    }

    @Override
    public void close() {
        follower.ifPresent(RuleSetFollower::close);
    }
}
