// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.EventRecord;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks of one partition, from the markers in it; the source takes the minimum of its
 * partitions.
 *
 * <p>A partition without live nodes must not hold back the others and is marked idle. That nothing
 * was read of it says little: the source may have been busy elsewhere, or the broker away. So it is
 * silent only for as long as the broker says, again and again, that it holds no more than what was
 * read, and no marker was among that. It turns idle after the node timeout of such silence, or
 * after {@link #EMPTY_PARTITION_MILLIS} when it never had a record at all (with few nodes most
 * partitions are empty). With the next event it holds event time where that is; should no marker
 * follow, no further event does.
 */
public final class MarkerWatermarks {

    static final long EMPTY_PARTITION_MILLIS = 5_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final Duration nodeTimeout;
    private final Duration maxLag;
    private PartitionProgress progress;
    private long emittedMillis = NEVER;
    private long readMillis = NEVER;
    private long silentMillis;
    private long unreadEnd;
    private long unreadMillis = NEVER;
    private boolean idle;
    private boolean heardOf = true;

    public MarkerWatermarks(Duration nodeTimeout, Duration maxLag) {
        this.nodeTimeout = nodeTimeout;
        this.maxLag = maxLag;
        this.progress = new PartitionProgress(nodeTimeout, maxLag);
    }

    /** The next record of the partition. */
    public void read(EventRecord record, WatermarkOutput output) {
        switch (record.kind) {
            case MARKER -> {
                progress.onMarker(record.marker, record.appendTime);
                silentMillis = 0;
                heardOf = true;
                activate(output);
            }
            case EVENT -> {
                progress.onRecord(record.appendTime);
                if (idle && heardOf) {
                    heardOf = false;
                    activate(output);
                }
            }
            case UNDECODABLE -> progress.onRecord(record.appendTime);
        }
    }

    /** Tells how far event time has come, if it went on. */
    public void emit(WatermarkOutput output) {
        OptionalLong watermark = progress.watermarkMillis();
        if (watermark.isPresent() && watermark.getAsLong() > emittedMillis) {
            emittedMillis = watermark.getAsLong();
            output.emitWatermark(new Watermark(emittedMillis));
        }
    }

    /**
     * The broker was asked how far the partition goes.
     *
     * @param next offset behind the last record that was read
     * @param end offset behind the last record that there was
     * @param askedMillis when, by any clock that goes on evenly
     */
    public void ended(long next, long end, long askedMillis, WatermarkOutput output) {
        if (next >= end) {
            unreadMillis = NEVER;
            readUpTo(askedMillis);
        } else if (unreadMillis == NEVER || next >= unreadEnd) {
            // Under load there is always more by now; what there was when last asked has been read.
            if (unreadMillis != NEVER) {
                readUpTo(unreadMillis);
            }
            unreadEnd = end;
            unreadMillis = askedMillis;
        }
        if (!idle && silentMillis >= (end == 0 ? EMPTY_PARTITION_MILLIS : nodeTimeout.toMillis())) {
            idle = true;
            progress = new PartitionProgress(nodeTimeout, maxLag);
            output.markIdle();
        }
    }

    public boolean isIdle() {
        return idle;
    }

    /** Time in which the broker did not answer, or nothing was read, is no silence. */
    private void readUpTo(long millis) {
        if (readMillis != NEVER) {
            long step = Math.max(0, millis - readMillis);
            silentMillis += Math.min(step, PartitionProgress.MAX_STEP_MILLIS);
        }
        readMillis = millis;
    }

    private void activate(WatermarkOutput output) {
        if (idle) {
            idle = false;
            silentMillis = 0;
            output.markActive();
        }
    }
}
