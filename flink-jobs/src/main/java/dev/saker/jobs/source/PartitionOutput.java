// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.DetectionJobConfig.Nodes;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.marker.MarkerWatermarks;
import dev.saker.jobs.source.PartitionEnds.Extent;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** Where the records of one partition go, with what they say of event time behind them. */
final class PartitionOutput implements SourceOutput<EventRecord> {
    /** With many nodes there is a marker every few milliseconds. */
    private static final long INTERVAL_NANOS = 100_000_000;

    private final SourceOutput<EventRecord> output;
    private final MarkerWatermarks watermarks;
    private long next;
    private long emittedNanos;
    private boolean behind;

    /**
     * @param start offset of the first record to come, or one of {@link KafkaPartitionSplit}'s
     *     names for it
     */
    PartitionOutput(SourceOutput<EventRecord> output, long start, Nodes nodes) {
        this.output = output;
        this.watermarks = new MarkerWatermarks(nodes.timeout(), nodes.maxLag());
        this.next = start;
        this.emittedNanos = System.nanoTime() - INTERVAL_NANOS;
    }

    @Override
    public void collect(EventRecord record) {
        output.collect(record);
        after(record);
    }

    @Override
    public void collect(EventRecord record, long timestamp) {
        output.collect(record, timestamp);
        after(record);
    }

    private void after(EventRecord record) {
        next = record.offset + 1;
        watermarks.read(record, output);
        if (record.kind == EventRecord.Kind.MARKER) {
            behind = true;
            if (System.nanoTime() - emittedNanos >= INTERVAL_NANOS) {
                catchUp();
            }
        }
    }

    /** What the markers so far say is told. */
    void catchUp() {
        if (behind) {
            behind = false;
            emittedNanos = System.nanoTime();
            watermarks.emit(output);
        }
    }

    void ended(Extent extent, long askedMillis) {
        watermarks.ended(
                Math.max(position(extent), extent.begin()), extent.end(), askedMillis, output);
    }

    private long position(Extent extent) {
        if (next >= 0 || next == KafkaPartitionSplit.EARLIEST_OFFSET) {
            return next;
        }
        // Left to the reader, which does not say it: in states of versions before this one.
        return extent.end();
    }

    boolean isIdle() {
        return watermarks.isIdle();
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        output.markIdle();
    }

    @Override
    public void markActive() {
        output.markActive();
    }
}
