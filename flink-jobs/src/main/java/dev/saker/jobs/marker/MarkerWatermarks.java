// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.EventRecord;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks of one partition, from the markers in it; the source takes the minimum of its
 * partitions.
 *
 * <p>A partition without live nodes must not hold back the others and is marked idle: after the
 * node timeout, or after {@link #EMPTY_PARTITION_MILLIS} when it never had a record at all (with
 * few nodes most partitions are empty). The clock for that stands still while the source is held
 * back from downstream, when silence says nothing about the partition.
 */
public final class MarkerWatermarks implements WatermarkGenerator<EventRecord> {

    static final long EMPTY_PARTITION_MILLIS = 5_000;

    private final PartitionProgress progress;
    private final RelativeClock clock;
    private final long nodeTimeoutMillis;
    private long lastSignMillis;
    private long emittedMillis = Long.MIN_VALUE;

    MarkerWatermarks(Duration nodeTimeout, Duration maxLag, RelativeClock clock) {
        this.progress = new PartitionProgress(nodeTimeout, maxLag);
        this.clock = clock;
        this.nodeTimeoutMillis = nodeTimeout.toMillis();
        this.lastSignMillis = clock.relativeTimeMillis();
    }

    public static WatermarkStrategy<EventRecord> strategy(Duration nodeTimeout, Duration maxLag) {
        return new Strategy(nodeTimeout, maxLag);
    }

    @Override
    public void onEvent(EventRecord record, long timestampMillis, WatermarkOutput output) {
        if (record.kind != EventRecord.Kind.MARKER) {
            progress.onRecord(record.appendTime);
            return;
        }
        progress.onMarker(record.marker, record.appendTime);
        lastSignMillis = clock.relativeTimeMillis();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long silence = clock.relativeTimeMillis() - lastSignMillis;
        if (silence > (progress.isUntouched() ? EMPTY_PARTITION_MILLIS : nodeTimeoutMillis)) {
            output.markIdle();
            return;
        }
        OptionalLong watermark = progress.watermarkMillis();
        if (watermark.isPresent() && watermark.getAsLong() > emittedMillis) {
            emittedMillis = watermark.getAsLong();
            output.emitWatermark(new Watermark(emittedMillis));
        }
    }

    /** A class, not lambdas: it is part of the job graph. */
    private record Strategy(Duration nodeTimeout, Duration maxLag)
            implements WatermarkStrategy<EventRecord> {

        @Override
        public WatermarkGenerator<EventRecord> createWatermarkGenerator(
                WatermarkGeneratorSupplier.Context context) {
            return new MarkerWatermarks(nodeTimeout, maxLag, context.getInputActivityClock());
        }

        @Override
        public TimestampAssigner<EventRecord> createTimestampAssigner(
                TimestampAssignerSupplier.Context context) {
            return (record, kafkaTimestamp) ->
                    record.kind == EventRecord.Kind.UNDECODABLE
                            ? kafkaTimestamp
                            : Math.floorDiv(record.countedTime(), 1_000_000L);
        }
    }
}
