// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.order.OrderedOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Puts the hits of one key into one record, in the vertex of the source, so that a key which most
 * hits are of costs the one task that has it little more than a key of which few are. Nothing is
 * late by that and nothing said later: behind, hits wait until event time has passed them, and
 * everything gathered here goes before event time goes on. What is found hangs on each of them, so
 * none is left out.
 */
public final class FoldOperator extends AbstractStreamOperator<FleetHit>
        implements OneInputStreamOperator<FleetHit, FleetHit> {
    private static final long serialVersionUID = 1;

    /** More are not gathered, whatever event time does: some MB. */
    static final int MOST_HITS = 8_192;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long STRETCH_NANOS = OrderedOperator.STRETCH_MILLIS * NANOS_PER_MILLI;

    private final boolean bounded;
    private transient Map<Place, List<FleetHit>> gathered;
    private transient int hits;
    private transient long watermark;
    private transient Counter taken;
    private transient Counter sent;

    private record Place(String key, long stretch, long version, boolean shadow) {}

    /**
     * @param bounded whether the job runs in batch mode, which sorts hits by their times itself and
     *     so must be given each by itself
     */
    public FoldOperator(boolean bounded) {
        this.bounded = bounded;
    }

    @Override
    public void open() throws Exception {
        super.open();
        gathered = new LinkedHashMap<>();
        watermark = Long.MIN_VALUE;
        taken = getMetricGroup().counter("folded_hits");
        sent = getMetricGroup().counter("folded_records");
    }

    @Override
    public void processElement(StreamRecord<FleetHit> element) {
        FleetHit hit = element.getValue();
        taken.inc();
        if (bounded || Math.floorDiv(hit.time, NANOS_PER_MILLI) <= watermark) {
            send(hit, element.getTimestamp()); // a late one waits for nothing behind, either
            return;
        }
        long stretch = Math.floorDiv(hit.time, STRETCH_NANOS);
        gathered.computeIfAbsent(
                        new Place(hit.key, stretch, hit.version, hit.shadow),
                        place -> new ArrayList<>(2))
                .add(hit);
        if (++hits == MOST_HITS) {
            sendAll();
        }
    }

    private void sendAll() {
        for (List<FleetHit> ofOneKey : gathered.values()) {
            FleetHit first = ofOneKey.get(0);
            if (ofOneKey.size() > 1) {
                first.body = HitList.join(ofOneKey.stream().map(hit -> hit.body).toList());
            }
            send(first, Math.floorDiv(first.time, NANOS_PER_MILLI));
        }
        gathered.clear();
        hits = 0;
    }

    private void send(FleetHit hit, long millis) {
        sent.inc();
        output.collect(new StreamRecord<>(hit, millis));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        sendAll();
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }

    /** From an idle task on nothing holds back event time: what came before would be late. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        sendAll();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        sendAll();
    }

    @Override
    public void finish() throws Exception {
        sendAll();
        super.finish();
    }
}
