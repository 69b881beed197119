// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.DetectionJobConfig.Nodes;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.source.PartitionEnds.Extent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads partitions and says how far event time has come in each. The task as a whole is idle when
 * all of its partitions are; Flink takes it for idle when it merely has not begun, unless told that
 * it is not.
 */
@SuppressWarnings("try") // Flink closes it, and its close() may throw anything
final class EventReader implements SourceReader<EventRecord, KafkaPartitionSplit> {
    /** Records between two looks for something else to do, each of which costs as much as some. */
    private static final int AT_ONCE = 32;

    private final SourceReader<EventRecord, KafkaPartitionSplit> records;
    private final Nodes nodes;
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, PartitionOutput> partitions = new HashMap<>();
    private Outputs outputs;
    private boolean idle;

    EventReader(SourceReader<EventRecord, KafkaPartitionSplit> records, Nodes nodes) {
        this.records = records;
        this.nodes = nodes;
    }

    @Override
    public void start() {
        records.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<EventRecord> output) throws Exception {
        if (outputs == null) {
            outputs = new Outputs(output);
            output.markActive();
        }
        InputStatus status = records.pollNext(outputs);
        for (int taken = 1; taken < AT_ONCE && status == InputStatus.MORE_AVAILABLE; taken++) {
            status = records.pollNext(outputs);
        }
        if (status == InputStatus.NOTHING_AVAILABLE) {
            partitions.values().forEach(PartitionOutput::catchUp);
        }
        if (idle) {
            mark();
        }
        return status;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof PartitionEnds ends)) {
            records.handleSourceEvents(event);
            return;
        }
        if (outputs == null) {
            return; // The next one is a second away.
        }
        for (String split : starts.keySet()) {
            Extent extent = ends.extents().get(split);
            if (extent != null) {
                outputs.partition(split).ended(extent, ends.askedMillis());
            }
        }
        partitions.values().forEach(PartitionOutput::catchUp);
        mark(); // as idle, too, who has no partition: they are given out before this is told
    }

    private void mark() {
        boolean nowIdle = starts.keySet().stream().allMatch(this::isIdle);
        if (nowIdle != idle) {
            idle = nowIdle;
            if (idle) {
                outputs.main.markIdle();
            } else {
                outputs.main.markActive();
            }
        }
    }

    private boolean isIdle(String split) {
        PartitionOutput partition = partitions.get(split);
        return partition != null && partition.isIdle();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        splits.forEach(split -> starts.put(split.splitId(), split.getStartingOffset()));
        records.addSplits(splits);
        if (idle) {
            mark();
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return records.snapshotState(checkpoint);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return records.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        records.notifyNoMoreSplits();
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
        records.pauseOrResumeSplits(paused, resumed);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        records.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        records.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
        records.close();
    }

    /** The outputs of the task, those of partitions with their watermarks. */
    private final class Outputs implements ReaderOutput<EventRecord> {
        private final ReaderOutput<EventRecord> main;

        Outputs(ReaderOutput<EventRecord> main) {
            this.main = main;
        }

        PartitionOutput partition(String split) {
            return partitions.computeIfAbsent(
                    split,
                    id ->
                            new PartitionOutput(
                                    main.createOutputForSplit(id), starts.get(id), nodes));
        }

        @Override
        public SourceOutput<EventRecord> createOutputForSplit(String split) {
            return partition(split);
        }

        @Override
        public void releaseOutputForSplit(String split) {
            starts.remove(split);
            partitions.remove(split);
            main.releaseOutputForSplit(split);
        }

        @Override
        public void collect(EventRecord record) {
            main.collect(record);
        }

        @Override
        public void collect(EventRecord record, long timestamp) {
            main.collect(record, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            main.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            main.markIdle();
        }

        @Override
        public void markActive() {
            main.markActive();
        }
    }
}
