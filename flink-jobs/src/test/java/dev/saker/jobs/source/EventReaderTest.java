// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Nodes;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.source.PartitionEnds.Extent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two partitions of one task: when they, and when the task as a whole, count as idle. */
class EventReaderTest {
    private static final KafkaPartitionSplit FIRST = split(0);
    private static final KafkaPartitionSplit SECOND = split(1);

    private final Given given = new Given();
    private final Output output = new Output();
    private final EventReader reader = new EventReader(given, Nodes.defaults());
    private long second;

    @Test
    void task_thatHasNotBegun_isNotIdle() throws Exception {
        reader.addSplits(List.of(FIRST, SECOND));
        poll();

        assertThat(output.active).isTrue();
    }

    @Test
    void task_ofEmptyPartitions_turnsIdleAndComesBackWithTheFirstEvent() throws Exception {
        reader.addSplits(List.of(FIRST, SECOND));
        poll();
        seconds(6, 0, 0);
        boolean before = output.active;

        given.records.add(event(0));
        poll();

        assertThat(before).isFalse();
        assertThat(output.active).isTrue();
        assertThat(output.of(FIRST).active).isTrue();
        assertThat(output.of(SECOND).active).isFalse();
    }

    @Test
    void task_withOnePartitionThatNobodyAnswersFor_isNotIdle() throws Exception {
        reader.addSplits(List.of(FIRST, SECOND));
        poll();

        for (int i = 0; i < 60; i++) {
            tell(Map.of(FIRST.splitId(), new Extent(0, 0)));
        }

        assertThat(output.of(FIRST).active).isFalse();
        assertThat(output.active).isTrue();
    }

    @Test
    void partition_restoredAtItsEnd_turnsIdleAfterTheTimeout() throws Exception {
        reader.addSplits(List.of(new KafkaPartitionSplit(FIRST.getTopicPartition(), 7)));
        poll();
        seconds(29, 7, 0);
        boolean before = output.active;

        seconds(2, 7, 0);

        assertThat(before).isTrue();
        assertThat(output.active).isFalse();
    }

    @Test
    void partition_ofWhichNothingWasRead_isNotIdle() throws Exception {
        reader.addSplits(List.of(FIRST, SECOND));
        poll();

        seconds(60, 0, 7);

        assertThat(output.of(FIRST).active).isFalse();
        assertThat(output.of(SECOND).active).isTrue();
    }

    /** What is left of it begins behind what was to be read first. */
    @Test
    void partition_ofWhichNothingIsLeft_turnsIdle() throws Exception {
        reader.addSplits(List.of(FIRST));
        poll();

        for (int i = 0; i < 32; i++) {
            tell(Map.of(FIRST.splitId(), new Extent(7, 7)));
        }

        assertThat(output.active).isFalse();
    }

    @Test
    void task_withoutPartitions_isIdleUntilItIsGivenOne() throws Exception {
        poll();
        tell(Map.of());
        boolean before = output.active;

        reader.addSplits(List.of(FIRST));

        assertThat(before).isFalse();
        assertThat(output.active).isTrue();
    }

    @Test
    void watermark_behindTheLastMarkerThereIs_isToldAtOnce() throws Exception {
        reader.addSplits(List.of(FIRST));
        for (int i = 0; i <= 5; i++) {
            given.records.add(marker(i));
        }
        while (!given.records.isEmpty()) {
            poll();
        }
        poll();

        assertThat(output.of(FIRST).watermark).isEqualTo(4_999);
    }

    private void poll() throws Exception {
        reader.pollNext(output);
    }

    private void seconds(int count, long firstEnd, long secondEnd) {
        for (int i = 0; i < count; i++) {
            tell(
                    Map.of(
                            FIRST.splitId(), new Extent(0, firstEnd),
                            SECOND.splitId(), new Extent(0, secondEnd)));
        }
    }

    private void tell(Map<String, Extent> extents) {
        reader.handleSourceEvents(new PartitionEnds(1_000 * second++, new HashMap<>(extents)));
    }

    private static KafkaPartitionSplit split(int partition) {
        return new KafkaPartitionSplit(new TopicPartition("events", partition), 0);
    }

    private static EventRecord event(long offset) {
        EventRecord record = new EventRecord();
        record.kind = EventRecord.Kind.EVENT;
        record.offset = offset;
        return record;
    }

    private static EventRecord marker(int second) {
        long nanos = second * 1_000_000_000L;
        return EventRecord.ofMarker("events", new MarkerMessage("node", nanos, 1, second, false));
    }

    /** Records of the first partition. */
    private static final class Given implements SourceReader<EventRecord, KafkaPartitionSplit> {
        private final Queue<EventRecord> records = new ArrayDeque<>();

        @Override
        public InputStatus pollNext(ReaderOutput<EventRecord> output) {
            EventRecord record = records.poll();
            if (record == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            output.createOutputForSplit(FIRST.splitId()).collect(record, 0);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public void start() {
            // Records are there.
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {
            // All records are of the first one.
        }

        @Override
        public void notifyNoMoreSplits() {
            // Nothing hangs on it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** What was told last of a partition. */
    private static class Told implements SourceOutput<EventRecord> {
        boolean active;
        long watermark = Long.MIN_VALUE;

        Told(boolean active) {
            this.active = active;
        }

        @Override
        public void collect(EventRecord record) {
            // Not what is asked here.
        }

        @Override
        public void collect(EventRecord record, long timestamp) {
            // Not what is asked here.
        }

        @Override
        public void emitWatermark(Watermark emitted) {
            watermark = emitted.getTimestamp();
            active = true;
        }

        @Override
        public void markIdle() {
            active = false;
        }

        @Override
        public void markActive() {
            active = true;
        }
    }

    /** Flink's: partitions are active from the start, the task is not. */
    private static final class Output extends Told implements ReaderOutput<EventRecord> {
        private final Map<String, Told> splits = new HashMap<>();

        Output() {
            super(false);
        }

        Told of(KafkaPartitionSplit split) {
            return splits.computeIfAbsent(split.splitId(), id -> new Told(true));
        }

        @Override
        public SourceOutput<EventRecord> createOutputForSplit(String split) {
            return splits.computeIfAbsent(split, id -> new Told(true));
        }

        @Override
        public void releaseOutputForSplit(String split) {
            splits.remove(split);
        }
    }
}
