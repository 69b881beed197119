// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;

/** What the rules topic holds, again and again, without reading from the beginning each time. */
final class RuleSetReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final RulesConsumer consumer;
    private final RuleSetLog log;

    private RuleSetReader(RulesConsumer consumer, RuleSetLog log) {
        this.consumer = consumer;
        this.log = log;
    }

    static RuleSetReader open(KafkaConnection connection, SchemaRegistry registry) {
        return new RuleSetReader(
                RulesConsumer.open(connection, Topics.RULES, true), new RuleSetLog(registry));
    }

    /** All that is committed at this moment. */
    RuleSets readToEnd() {
        long end = consumer.end();
        while (consumer.position() < end) {
            consumer.poll(POLL).forEach(log::add);
        }
        return log.ruleSets();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
