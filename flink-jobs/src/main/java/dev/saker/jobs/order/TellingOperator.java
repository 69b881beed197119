// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.order;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.Outlet;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * An operator behind the match, which gives what it makes the time that it says, and remembers over
 * a restart how far event time had come.
 */
public abstract class TellingOperator extends AbstractStreamOperator<OutgoingRecord>
        implements Outlet {
    private static final long serialVersionUID = 1;

    private transient EventTime time;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        time = EventTime.restore(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        time.snapshot();
    }

    /**
     * How far event time has come in ms, before a restart too; {@link EventTime#NEVER} at first.
     */
    protected final long eventTime() {
        return time.millis();
    }

    /** State of the current key, as its owner writes it. */
    protected final ValueState<byte[]> bytes(String name) throws Exception {
        return getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new ValueStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        time.reach(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /**
     * Goes no further. What is behind has other inputs too, some of them nearer to the source: with
     * this one idle it would go on with their time, and what comes from here would be late. It is
     * idle only if all sources are, and then no time goes on anywhere.
     */
    @Override
    public final void processWatermarkStatus(WatermarkStatus status) {
        // Not passed on.
    }

    @Override
    public final void record(OutgoingRecord record, long millis) {
        output.collect(new StreamRecord<>(record, millis));
    }

    @Override
    public final <T> void aside(OutputTag<T> way, T value, long millis) {
        output.collect(way, new StreamRecord<>(value, millis));
    }
}
