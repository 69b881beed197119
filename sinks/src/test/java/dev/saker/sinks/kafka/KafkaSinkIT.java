// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.kafka;

import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import java.nio.file.Path;

/** The Kafka sink against a real broker. */
final class KafkaSinkIT extends AlertSinkContract {

    @Override
    protected Receiver start(Path folder) throws Exception {
        return new BrokerReceiver(folder);
    }
}
