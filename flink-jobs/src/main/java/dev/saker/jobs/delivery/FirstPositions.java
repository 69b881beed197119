// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.DeliveryJobConfig.StartFrom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Where a sink begins without a checkpoint: where its group left off, if it ever was there. */
final class FirstPositions implements OffsetsInitializer {

    private final StartFrom otherwise;

    FirstPositions(StartFrom otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        kafka.committedOffsets(partitions)
                .forEach(
                        (partition, offset) -> {
                            if (offset != null) {
                                offsets.put(partition, offset);
                            }
                        });
        List<TopicPartition> others =
                partitions.stream().filter(partition -> !offsets.containsKey(partition)).toList();
        if (!others.isEmpty()) {
            offsets.putAll(
                    otherwise == StartFrom.EARLIEST
                            ? kafka.beginningOffsets(others)
                            : kafka.endOffsets(others));
        }
        return offsets;
    }

    /**
     * A position that the topic no longer has is older than all it has: none of that is skipped.
     */
    @Override
    @SuppressWarnings("deprecation") // by Kafka; the connector's signature has no other
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
