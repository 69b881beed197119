// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.DetectionJobConfig.StartFrom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where each partition is read from, found out before reading begins and not by each reader: so it
 * is known how far a partition has been read of which nothing came yet.
 */
public record StartOffsets(StartFrom from) implements OffsetsInitializer {
    private static final long serialVersionUID = 1;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return switch (from) {
            case COMMITTED -> committed(partitions, offsets);
            case EARLIEST -> offsets.beginningOffsets(partitions);
            case LATEST -> offsets.endOffsets(partitions);
        };
    }

    /** The first record of a partition where the group has not been, or nothing is left of that. */
    private static Map<TopicPartition, Long> committed(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> found = new HashMap<>(offsets.beginningOffsets(partitions));
        offsets.committedOffsets(partitions)
                .forEach(
                        (partition, offset) -> {
                            if (offset != null) {
                                found.merge(partition, offset, Math::max);
                            }
                        });
        return found;
    }

    @Override
    @SuppressWarnings("deprecation") // by Kafka; the connector's signature has no other
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return from == StartFrom.LATEST ? OffsetResetStrategy.LATEST : OffsetResetStrategy.EARLIEST;
    }
}
