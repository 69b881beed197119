// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetTopicIT {
    @TempDir private static Path folder;

    private static TestBroker broker;

    private final SchemaRegistry registry = new LocalSchemaRegistry();
    private RuleSetTopic topic;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(folder, Map.of());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void freshTopic() throws Exception {
        topic = new RuleSetTopic(broker.connection(), registry);
        try (Admin admin = Admin.create(broker.connection().clientProperties())) {
            if (admin.listTopics().names().get().contains(Topics.RULES)) {
                admin.deleteTopics(List.of(Topics.RULES)).all().get();
                awaitAbsence(admin); // the broker hears of it after the controller has done it
            }
            Topics.create(admin, TopicOptions.defaults());
        }
    }

    private static void awaitAbsence(Admin admin) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (admin.listTopics().names().get().contains(Topics.RULES)) {
            assertThat(System.nanoTime()).as("topic deleted in 30 s").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void readToEnd_nothingPushed_isEmpty() {
        assertThat(RuleSetFeed.readToEnd(broker.connection(), registry)).isEmpty();
    }

    @Test
    void publish_severalVersions_theLastIsInForce() {
        RuleFiles first = files("- rule: a");
        RuleFiles second = files("- rule: b");

        assertThat(topic.pushForAllTime(first, "me").version()).isEqualTo(1);
        assertThat(topic.pushForAllTime(second, "you").version()).isEqualTo(2);

        PublishedRuleSet read = read();
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.files()).isEqualTo(second);
        assertThat(read.head().pushedBy()).isEqualTo("you");
    }

    @Test
    void publish_moreThanAChunk_comesBackWhole() {
        RuleFiles large = files(incompressible(1_500_000));

        topic.pushForAllTime(large, "me");

        assertThat(read().files()).isEqualTo(large);
        assertThat(read().head().chunks()).isEqualTo(3);
    }

    @Test
    void publish_noFiles_isARuleSetToo() {
        topic.pushForAllTime(new RuleFiles(List.of()), "me");

        assertThat(read().files().files()).isEmpty();
    }

    @Test
    void readToEnd_strayRecord_isLeftOut() throws Exception {
        topic.pushForAllTime(files("- rule: a"), "me");
        send("stray", new byte[] {1, 2, 3});

        assertThat(read().version()).isEqualTo(1);
    }

    @Test
    void readToEnd_chunkDeleted_saysSoAndCanBePushedAgain() throws Exception {
        topic.pushForAllTime(files("- rule: a"), "me");
        send("1/0", new byte[] {0, 0, 0, 0, 0});
        deleteRecordsBefore(1);

        assertThatThrownBy(this::read)
                .isInstanceOf(RuleSetException.class)
                .hasMessage("rule set 1 is incomplete: chunk 0 of 1 is missing; push it again");
        assertThat(topic.pushForAllTime(files("- rule: a"), "me").version()).isEqualTo(2);
        assertThat(read().version()).isEqualTo(2);
    }

    @Test
    void publish_noTopic_saysWhatToDo() throws Exception {
        try (Admin admin = Admin.create(broker.connection().clientProperties())) {
            admin.deleteTopics(List.of(Topics.RULES)).all().get();
        }

        assertThatThrownBy(() -> topic.pushForAllTime(files("x"), "me"))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("topic saker.rules is missing")
                .hasMessageContaining("saker topics create");
    }

    private PublishedRuleSet read() {
        return RuleSetFeed.readToEnd(broker.connection(), registry).orElseThrow();
    }

    private static RuleFiles files(String text) {
        return new RuleFiles(List.of(new RuleFile("lists.yaml", ""), new RuleFile("r.yaml", text)));
    }

    private static String incompressible(int length) {
        return new SplittableRandom(1)
                .ints(length, 33, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void send(String key, byte[] value) throws Exception {
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(
                        broker.connection().clientProperties(),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.RULES, key, value)).get();
        }
    }

    private static void deleteRecordsBefore(long offset) throws Exception {
        var partition = new TopicPartition(Topics.RULES, 0);
        var upTo = RecordsToDelete.beforeOffset(offset);
        try (Admin admin = Admin.create(broker.connection().clientProperties())) {
            // Kafka deletes from compacted topics only while they say that they may be deleted
            // from.
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, Topics.RULES);
            var both =
                    new AlterConfigOp(
                            new ConfigEntry("cleanup.policy", "compact,delete"),
                            AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(both))).all().get();
            admin.deleteRecords(Map.of(partition, upTo)).all().get();
        }
    }
}
