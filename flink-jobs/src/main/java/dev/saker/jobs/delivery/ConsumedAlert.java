// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.schemas.Alert;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of the alerts topic, or of that of replays.
 *
 * @param alert empty when the record holds none that can be read
 * @param problem why it cannot be read
 * @param onlyFor the one sink that a replay is for, past all routes; empty when the routes decide
 */
record ConsumedAlert(
        TopicPartition partition,
        long offset,
        byte[] key,
        byte[] value,
        Optional<Alert> alert,
        String problem,
        String onlyFor) {

    String position() {
        return partition.topic() + "@" + partition.partition() + "@" + offset;
    }
}
