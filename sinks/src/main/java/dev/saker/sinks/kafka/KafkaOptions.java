// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.kafka;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.kafka.KafkaConnection;
import java.time.Duration;

/**
 * A topic, of this or another Kafka, that alerts are written to as Falco's JSON.
 *
 * @param requestTimeout of one try, until every in-sync replica has the record
 */
public record KafkaOptions(
        KafkaConnection connection, String topic, @Default("10s") Duration requestTimeout) {

    public KafkaOptions {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic is empty");
        }
        if (requestTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("request_timeout is below 100ms");
        }
    }
}
