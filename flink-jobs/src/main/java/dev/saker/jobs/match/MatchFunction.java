// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.correlate.CorrelationWays;
import dev.saker.jobs.correlate.HostSignal;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.marker.NodeCount;
import dev.saker.jobs.marker.NodeCounts;
import dev.saker.jobs.order.EventTime;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.PublishPosition;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every event against the rules of its time, in the vertex of the source: what matches
 * nothing goes nowhere. Markers leave by {@link #MARKERS} with the number of events counted before
 * them, alerts that several tasks may raise by {@link #NOTICES}.
 */
public final class MatchFunction extends ProcessFunction<EventRecord, OutgoingRecord>
        implements CheckpointedFunction {

    public static final OutputTag<MarkerMessage> MARKERS = new MarkersTag();
    public static final OutputTag<Notice> NOTICES = new NoticesTag();

    private static final Logger LOG = LoggerFactory.getLogger(MatchFunction.class);

    private static final long NANOS_PER_MILLI = 1_000_000; // floored, as event times are

    private final TopicNames topics;
    private final RegistryAddress registry;
    private final MatchMode mode;
    private final RuleOrigin origin;
    private final NodeCountsHolder counts = new NodeCountsHolder();
    private transient RulesInForce rules;
    private transient AlertRecords records;
    private transient MatchCounters counters;
    private transient VersionedMatching matching;
    private transient Notices notices;
    private transient PublishPosition position;
    private transient FunctionOutlet outlet;
    private transient LogLimiter undecodableLog;
    private transient LogLimiter lateLog;
    private transient EventTime eventTime;

    /**
     * @param registry knows the schema of alerts
     */
    public MatchFunction(
            TopicNames topics, RegistryAddress registry, MatchMode mode, RuleOrigin origin) {
        this.topics = topics;
        this.registry = registry;
        this.mode = mode;
        this.origin = origin;
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
        records = new AlertRecords(topics, registry.open());
        counters = new MatchCounters(getRuntimeContext());
        undecodableLog = new LogLimiter();
        lateLog = new LogLimiter();
        position = new PublishPosition();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        rules = origin.open(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
        notices = new Notices(rules, records);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        MetricGroup shadow = metrics.addGroup("shadow");
        long alertsFrom = origin.alertsFromNanos();
        MatchTask shared = new MatchTask(mode, records, counters, alertsFrom, metrics, shadow);
        matching = new VersionedMatching(rules, alertsFrom, shared, metrics, shadow);
        outlet = new FunctionOutlet();
    }

    @Override
    public void processElement(EventRecord record, Context context, Collector<OutgoingRecord> out)
            throws InterruptedException {
        eventTime.reach(context.timerService().currentWatermark());
        notices.raise(context);
        outlet.at(context, out);
        switch (record.kind) {
            case EVENT -> event(record, context, out);
            case MARKER -> marker(record, context);
            case UNDECODABLE -> undecodable(record, record.reason, out);
        }
    }

    @Override
    public void close() {
        if (rules != null) {
            rules.close();
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts.initialize(context);
        eventTime = EventTime.restore(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.snapshot();
        eventTime.snapshot();
    }

    private void event(EventRecord record, Context context, Collector<OutgoingRecord> out)
            throws InterruptedException {
        try {
            position.read(record.body, record.bodyOffset, record.body.length - record.bodyOffset);
            if (!counts.of().isNew(record, position.run(), position.sequence())) {
                counters.repeated();
                return;
            }
            boolean behind = counts.of().event(record, position.run());
            counters.event(record.countedTime());
            boolean late = isLate(record);
            // What is of no topic has no publish position: its number there stands for it.
            long sequence = record.key.length == 0 ? record.offset : position.sequence();
            EventAtHand event =
                    new EventAtHand(record, position.run(), sequence, late, behind && !late);
            if (matching.match(event, outlet)) {
                counters.matched();
            }
        } catch (MalformedEventException e) {
            undecodable(record, e.getMessage(), out);
        } catch (RulesUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            if (outlet.hasFailed()) {
                throw e; // not the event's fault: what it gave must be told when the job is back
            }
            // A fault of ours that one event brings to light must not keep the job from all others.
            undecodable(record, "cannot evaluate the rules on it: " + e, out);
            LOG.error("cannot evaluate rules position={}", record.position(), e);
        }
    }

    private boolean isLate(EventRecord record) {
        boolean late = Math.floorDiv(record.time, NANOS_PER_MILLI) <= eventTime.millis();
        if (late) {
            late(record, eventTime.millis());
        }
        return late;
    }

    /** Matched like any other; the copy is for who has to know that it came behind its time. */
    private void late(EventRecord record, long watermark) {
        counters.late();
        if (lateLog.permits()) {
            LOG.warn(
                    "late event position={} behind_millis={} topic={} held_back={}",
                    record.position(),
                    watermark - Math.floorDiv(record.time, NANOS_PER_MILLI),
                    topics.late(),
                    lateLog.restart());
        }
        outlet.record(records.late(record, watermark), watermark);
    }

    private void marker(EventRecord record, Context context) {
        MarkerMessage marker = record.marker;
        if (!counts.of().isNew(record, marker.run, marker.pubSeq)) {
            counters.repeated();
            return;
        }
        counters.marker(record.countedTime());
        marker.counted = counts.of().marker(record, marker.run);
        context.output(MARKERS, record.marker);
        context.output(CorrelationWays.HOSTS, sign(record, marker));
    }

    private static HostSignal sign(EventRecord record, MarkerMessage marker) {
        HostSignal signal = new HostSignal();
        signal.node = marker.node;
        signal.kind = HostSignal.MARKER;
        signal.time = record.countedTime();
        signal.run = marker.run;
        signal.sequence = marker.pubSeq;
        return signal;
    }

    private void undecodable(EventRecord record, String reason, Collector<OutgoingRecord> out) {
        counters.undecodable();
        if (undecodableLog.permits()) {
            LOG.warn(
                    "undecodable record position={} reason=\"{}\" topic={} held_back={}",
                    record.position(),
                    reason,
                    topics.undecodable(),
                    undecodableLog.restart());
        }
        out.collect(records.undecodable(record, reason));
    }

    /** What a function makes has the time of its record. */
    private static final class FunctionOutlet implements Outlet {
        private ProcessFunction<EventRecord, OutgoingRecord>.Context context;
        private Collector<OutgoingRecord> out;
        private boolean failed;

        /** Whether something could not be sent on: the task is to end, or what is behind it has. */
        boolean hasFailed() {
            return failed;
        }

        void at(
                ProcessFunction<EventRecord, OutgoingRecord>.Context newContext,
                Collector<OutgoingRecord> newOut) {
            context = newContext;
            out = newOut;
        }

        @Override
        public void record(OutgoingRecord record, long millis) {
            failed = true;
            out.collect(record);
            failed = false;
        }

        @Override
        public <T> void aside(OutputTag<T> way, T value, long millis) {
            failed = true;
            context.output(way, value);
            failed = false;
        }
    }

    /** The type has to be known from a class, since a tag is made where no graph is. */
    private static final class MarkersTag extends OutputTag<MarkerMessage> {
        MarkersTag() {
            super("markers");
        }
    }

    private static final class NoticesTag extends OutputTag<Notice> {
        NoticesTag() {
            super("notices");
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
