// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.order;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.Outlet;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** An operator behind the match, which gives what it makes the time that it says. */
public abstract class TellingOperator extends AbstractStreamOperator<OutgoingRecord>
        implements Outlet {
    private static final long serialVersionUID = 1;

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
