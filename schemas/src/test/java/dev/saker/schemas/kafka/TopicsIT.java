// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
    private static final TopicOptions OPTIONS = TopicOptions.defaults();

    private static final String[] DIFFERENCES = {
        "topic saker.events.syscall has retention.ms=1000, not 604800000",
        "topic saker.alerts has 2 partitions, not 4: partition counts are fixed at creation",
        "topic saker.alerts has message.timestamp.type=CreateTime, not LogAppendTime",
        "topic saker.alerts has retention.ms=604800000, not 2592000000"
    };

    @TempDir private Path folder;

    @Test
    void topics_madeTwiceThenChanged_areCheckedInWords() throws Exception {
        try (TestBroker broker = new TestBroker(folder, Map.of());
                Admin admin = Admin.create(broker.connection().clientProperties())) {
            admin.createTopics(
                            List.of(new NewTopic(Topics.ALERTS, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
            assertThat(Topics.check(admin, OPTIONS))
                    .contains("topic saker.rules is missing: saker topics create")
                    .contains(
                            "topic saker.alerts has 2 partitions, not 4: partition counts are fixed"
                                    + " at creation");

            assertThat(Topics.create(admin, OPTIONS)).hasSize(10).doesNotContain(Topics.ALERTS);
            assertThat(Topics.create(admin, OPTIONS)).isEmpty();

            admin.incrementalAlterConfigs(change(Topics.EVENTS_SYSCALL, "retention.ms", "1000"))
                    .all()
                    .get();
            // The broker answers from its copy of the metadata, which follows a moment later.
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(Topics.check(admin, OPTIONS))
                                            .containsExactly(DIFFERENCES));
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> change(
            String topic, String key, String value) {
        return Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
    }
}
