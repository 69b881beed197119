// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.OutgoingRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Lets each notice through once, whichever tasks raise it and however often they start again. */
public final class NoticeFunction extends KeyedProcessFunction<String, Notice, OutgoingRecord> {
    private transient ValueState<Boolean> raised;

    @Override
    public void open(OpenContext context) {
        raised = getRuntimeContext().getState(new ValueStateDescriptor<>("raised", Boolean.class));
    }

    @Override
    public void processElement(Notice notice, Context context, Collector<OutgoingRecord> out)
            throws Exception {
        if (raised.value() == null) {
            raised.update(true);
            out.collect(notice.avro);
            out.collect(notice.json);
        }
    }
}
