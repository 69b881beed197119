// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TestBroker;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/schemas.md, run. */
class PrintAlertsIT {
    @TempDir private Path folder;

    @Test
    void printAlerts_alertTwice_printsItOnce() throws Exception {
        try (TestBroker broker = new TestBroker(folder, Map.of())) {
            KafkaConnection connection = broker.connection();
            try (Admin admin = Admin.create(connection.clientProperties())) {
                Topics.create(admin, TopicOptions.defaults());
            }
            send(connection, "id-1", "first");
            send(connection, "id-1", "first");
            send(connection, "id-2", "second");
            BlockingQueue<String> printed = new LinkedBlockingQueue<>();

            Thread program = start(connection, printed);

            assertThat(printed.poll(60, TimeUnit.SECONDS)).isEqualTo("first");
            assertThat(printed.poll(10, TimeUnit.SECONDS)).isEqualTo("second");
            program.interrupt();
            program.join();
        }
    }

    private static Thread start(KafkaConnection connection, BlockingQueue<String> printed) {
        Thread program =
                new Thread(
                        () -> {
                            try {
                                new PrintAlerts().run(connection.bootstrapServers(), printed::add);
                            } catch (InterruptException e) {
                                return; // how this test ends it
                            }
                        });
        program.start();
        return program;
    }

    private static void send(KafkaConnection connection, String id, String alert) throws Exception {
        ProducerRecord<String, String> record =
                new ProducerRecord<>(Topics.ALERTS_JSON, "rule|node", alert);
        record.headers().add("alert_id", id.getBytes(StandardCharsets.UTF_8));
        try (Producer<String, String> producer =
                new KafkaProducer<>(
                        connection.clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(record).get();
        }
    }
}
