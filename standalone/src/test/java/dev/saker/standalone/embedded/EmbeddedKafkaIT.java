// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir Path directory;

    @Test
    void broker_stoppedAndStarted_keepsAddressAndRecords() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory, 0)) {
            kafka.start();
            createTopic(kafka.bootstrap());
            produce(kafka.bootstrap(), "before");

            kafka.stop();
            kafka.start();
            produce(kafka.bootstrap(), "after");

            assertThat(read(kafka.bootstrap(), 2)).containsExactly("before", "after");
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("things", 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrap, String text) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(properties, bytes, bytes)) {
            producer.send(new ProducerRecord<>("things", text.getBytes())).get();
        }
    }

    private static List<String> read(String bootstrap, int count) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        List<String> texts = new java.util.ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(List.of(new TopicPartition("things", 0)));
            consumer.seekToBeginning(consumer.assignment());
            for (int i = 0; i < 50 && texts.size() < count; i++) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(record -> texts.add(new String(record.value())));
            }
        }
        return texts;
    }
}
