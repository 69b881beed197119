// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** The embedded broker, with our topics. */
final class Broker {
    private Broker() {}

    static EmbeddedKafka start(Path directory) throws Exception {
        EmbeddedKafka broker = new EmbeddedKafka(directory.resolve("kafka"), 0);
        broker.start();
        KafkaConnection connection = KafkaConnection.plaintext(broker.bootstrap());
        try (Admin admin = Admin.create(connection.clientProperties())) {
            Topics.create(admin, TopicOptions.defaults());
        }
        return broker;
    }
}
