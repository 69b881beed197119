// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.marker.NodeCount;
import dev.saker.jobs.marker.NodeCounts;
import dev.saker.schemas.MalformedEventException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every event against the rules, in the vertex of the source: what matches nothing goes
 * nowhere. Markers leave by {@link #MARKERS} with the number of events counted before them.
 */
public final class MatchFunction extends ProcessFunction<EventRecord, OutgoingRecord>
        implements CheckpointedFunction {

    public static final OutputTag<MarkerMessage> MARKERS = new MarkersTag();

    private static final Logger LOG = LoggerFactory.getLogger(MatchFunction.class);

    private static final long NANOS_PER_MILLI = 1_000_000; // floored, as event times are

    private final DetectionJobConfig config;
    private final NodeCountsHolder counts = new NodeCountsHolder();
    private transient RuleSetLease lease;
    private transient AlertRecords records;
    private transient MatchCounters counters;
    private transient EventMatching matching;
    private transient LogLimiter undecodableLog;
    private transient LogLimiter lateLog;

    public MatchFunction(DetectionJobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        records = new AlertRecords(config.topics(), config.registry().open());
        counters = new MatchCounters(getRuntimeContext());
        undecodableLog = new LogLimiter();
        lateLog = new LogLimiter();
        PushedRules pushed = PushedRules.read(config);
        lease = pushed.lease(config.matching());
        warnOfCorrelations();
        var metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge("rules_active", () -> lease.ruleSet().rules().size());
        metrics.gauge("rules_inactive", () -> lease.ruleSet().inactive().size());
        matching =
                new EventMatching(
                        lease.ruleSet(),
                        pushed.version(),
                        config.matching().mode(),
                        records,
                        counters,
                        metrics);
    }

    private void warnOfCorrelations() {
        int count = lease.ruleSet().correlations().correlations().size();
        if (count > 0) {
            LOG.warn("correlations are not run by this job, only by saker scan count={}", count);
        }
    }

    @Override
    public void processElement(EventRecord record, Context context, Collector<OutgoingRecord> out) {
        switch (record.kind) {
            case EVENT -> event(record, context, out);
            case MARKER -> marker(record, context);
            case UNDECODABLE -> undecodable(record, record.reason, out);
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts.initialize(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.snapshot();
    }

    private void event(EventRecord record, Context context, Collector<OutgoingRecord> out) {
        counters.event();
        counts.of().event(record);
        long watermark = context.timerService().currentWatermark();
        if (Math.floorDiv(record.time, NANOS_PER_MILLI) <= watermark) {
            late(record, watermark, out);
        }
        try {
            matching.match(record, out);
        } catch (MalformedEventException e) {
            undecodable(record, e.getMessage(), out);
        } catch (RuntimeException e) {
            // A fault of ours that one event brings to light must not keep the job from all others.
            undecodable(record, "cannot evaluate the rules on it: " + e, out);
            LOG.error("cannot evaluate rules position={}", record.position(), e);
        }
    }

    /** Matched like any other; the copy is for who has to know that it came behind its time. */
    private void late(EventRecord record, long watermark, Collector<OutgoingRecord> out) {
        counters.late();
        if (lateLog.permits()) {
            LOG.warn(
                    "late event position={} behind_millis={} topic={} held_back={}",
                    record.position(),
                    watermark - Math.floorDiv(record.time, NANOS_PER_MILLI),
                    config.topics().late(),
                    lateLog.restart());
        }
        out.collect(records.late(record, watermark));
    }

    private void marker(EventRecord record, Context context) {
        counters.marker();
        record.marker.counted = counts.of().marker(record);
        context.output(MARKERS, record.marker);
    }

    private void undecodable(EventRecord record, String reason, Collector<OutgoingRecord> out) {
        counters.undecodable();
        if (undecodableLog.permits()) {
            LOG.warn(
                    "undecodable record position={} reason=\"{}\" topic={} held_back={}",
                    record.position(),
                    reason,
                    config.topics().undecodable(),
                    undecodableLog.restart());
        }
        out.collect(records.undecodable(record, reason));
    }

    /** The type has to be known from a class, since a tag is made where no graph is. */
    private static final class MarkersTag extends OutputTag<MarkerMessage> {
        MarkersTag() {
            super("markers");
        }
    }

    /** The counts and their place in Flink's state. */
    private static final class NodeCountsHolder implements java.io.Serializable {
        private transient NodeCounts counts;
        private transient ListState<NodeCount> state;

        NodeCounts of() {
            return counts;
        }

        void initialize(FunctionInitializationContext context) throws Exception {
            state =
                    context.getOperatorStateStore()
                            .getUnionListState(
                                    new ListStateDescriptor<>("node-counts", NodeCount.class));
            counts = new NodeCounts();
            counts.restore(state.get());
        }

        void snapshot() throws Exception {
            state.update(counts.snapshot());
        }
    }
}
