// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.jobs.source.PartitionEnds.Extent;
import dev.saker.schemas.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers how far each partition of a topic goes. */
final class EndOffsets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);

    /** An answer that takes longer would say little of now. */
    private static final int PATIENCE_MILLIS = 5_000;

    private final String topic;
    private final Admin admin;
    private final LogLimiter unansweredLog = new LogLimiter();

    EndOffsets(KafkaConnection kafka, String topic) {
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.admin = Admin.create(properties);
    }

    /** Partitions whose broker does not answer are left out. */
    PartitionEnds ask() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        for (TopicPartitionInfo info :
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()) {
            TopicPartition partition = new TopicPartition(topic, info.partition());
            first.put(partition, OffsetSpec.earliest());
            last.put(partition, OffsetSpec.latest());
        }
        // Before the question: what is appended while it is on its way may be in the answer or not.
        long asked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        ListOffsetsResult begins = admin.listOffsets(first);
        ListOffsetsResult ends = admin.listOffsets(last);
        HashMap<String, Extent> extents = new HashMap<>();
        for (TopicPartition partition : last.keySet()) {
            try {
                extents.put(
                        KafkaPartitionSplit.toSplitId(partition),
                        new Extent(
                                begins.partitionResult(partition).get().offset(),
                                ends.partitionResult(partition).get().offset()));
            } catch (ExecutionException e) {
                // Its broker is away or its leader moves: the partition is not known to be silent.
                unanswered(partition, e.getCause());
            }
        }
        return new PartitionEnds(asked, extents);
    }

    private void unanswered(TopicPartition partition, Throwable reason) {
        if (unansweredLog.permits()) {
            LOG.warn(
                    "cannot ask how far partitions of events go: silent ones hold event time back partition={} reason=\"{}\" held_back={}",
                    partition,
                    reason.toString(),
                    unansweredLog.restart());
        }
    }

    /** Without waiting for an answer, which is wanted no more. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
