// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.alert.OutgoingRecord;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads alerts while the sink takes them, and says it has nothing while it does not: the task's
 * thread never waits for a receiver, so checkpoints, savepoints and the end of the job never do. A
 * checkpoint holds the position of the first alert that is not at an end; there is no other state.
 */
@SuppressWarnings("try") // Flink's interface lets close throw whatever it likes
final class DeliveryReader implements SourceReader<OutgoingRecord, KafkaPartitionSplit> {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final SourceReader<ConsumedAlert, KafkaPartitionSplit> kafka;
    private final SinkFeed feed;
    private final GroupOffsets offsets;
    private final Intake intake = new Intake();

    DeliveryReader(
            SourceReader<ConsumedAlert, KafkaPartitionSplit> kafka,
            SinkFeed feed,
            GroupOffsets offsets) {
        this.kafka = kafka;
        this.feed = feed;
        this.offsets = offsets;
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<OutgoingRecord> output) throws Exception {
        feed.handOverDeadLetters(output::collect);
        if (!feed.isReady()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        InputStatus status = kafka.pollNext(intake);
        return feed.isBlocked() ? InputStatus.NOTHING_AVAILABLE : status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (feed.isBlocked()) {
            return feed.awaitWork();
        }
        CompletableFuture<Void> fromKafka = kafka.isAvailable();
        return fromKafka.isDone()
                ? NOW
                : CompletableFuture.anyOf(fromKafka, feed.awaitWork()).thenApply(any -> null);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        feed.noteOldest();
        List<KafkaPartitionSplit> splits =
                kafka.snapshotState(checkpoint).stream().map(this::delivered).toList();
        offsets.remember(checkpoint, splits);
        return splits;
    }

    /** Not as far as was read, but as far as was delivered. */
    private KafkaPartitionSplit delivered(KafkaPartitionSplit read) {
        OptionalLong first = feed.open().first(read.getTopicPartition());
        return first.isEmpty()
                ? read
                : new KafkaPartitionSplit(read.getTopicPartition(), first.getAsLong());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        kafka.notifyCheckpointComplete(checkpoint);
        offsets.commit(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        kafka.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        kafka.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        kafka.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
        kafka.pauseOrResumeSplits(paused, resumed);
    }

    @Override
    public void close() throws Exception {
        try {
            feed.close();
            offsets.close();
        } finally {
            kafka.close();
        }
    }

    /** Where Kafka's reader puts what it has read. Delivery knows no event time. */
    private final class Intake implements ReaderOutput<ConsumedAlert> {
        @Override
        public void collect(ConsumedAlert consumed) {
            feed.take(consumed);
        }

        @Override
        public void collect(ConsumedAlert consumed, long timestamp) {
            feed.take(consumed);
        }

        @Override
        public SourceOutput<ConsumedAlert> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
