// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a sink's positions for its consumer group when a checkpoint is complete. Flink's own
 * source would commit how far it has read; this commits how far delivery has come.
 */
final class GroupOffsets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private final String group;
    private final Map<String, Object> properties;
    private final Counter failures;
    private final TreeMap<Long, Map<TopicPartition, OffsetAndMetadata>> byCheckpoint =
            new TreeMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private Admin admin;

    GroupOffsets(String group, Map<String, Object> clientProperties, Counter failures) {
        this.group = group;
        this.properties = new HashMap<>(clientProperties);
        this.properties.put("client.id", group + "-positions");
        this.failures = failures;
    }

    void remember(long checkpoint, List<KafkaPartitionSplit> splits) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (KafkaPartitionSplit split : splits) {
            if (split.getStartingOffset() >= 0) { // below, it is a marker: nothing was read yet
                offsets.put(
                        split.getTopicPartition(),
                        new OffsetAndMetadata(split.getStartingOffset()));
            }
        }
        byCheckpoint.put(checkpoint, offsets);
    }

    void commit(long checkpoint) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                byCheckpoint.getOrDefault(checkpoint, Map.of());
        byCheckpoint.headMap(checkpoint, true).clear();
        if (offsets.isEmpty() || offsets.equals(committed)) {
            return;
        }
        committed = offsets;
        if (admin == null) {
            admin = Admin.create(properties);
        }
        admin.alterConsumerGroupOffsets(group, offsets)
                .all()
                .whenComplete((nothing, failure) -> note(failure));
    }

    /** The checkpoint has the positions too, and the next commit has them again. */
    private void note(Throwable failure) {
        if (failure != null) {
            failures.inc();
            LOG.warn("group={} positions not committed: {}", group, failure.getMessage());
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(5));
        }
    }
}
