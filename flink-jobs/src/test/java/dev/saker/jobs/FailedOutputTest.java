// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.jobs.match.MatchFunction;
import dev.saker.rules.match.MatchMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** An alert that cannot be sent on is no event that cannot be judged. */
@SuppressWarnings("try") // the harness closes with a plain Exception
class FailedOutputTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final String RULES =
            """
            - rule: Plain
              desc: d
              condition: evt.type = openat
              output: o
              priority: INFO
            """;

    @Test
    void alert_thatCannotBeSent_endsTheTask() throws Exception {
        NodeRecords records = new NodeRecords("web-1", 1);
        try (var harness =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Breaking()))) {
            harness.open();
            EventRecord event = records.event("/some", "ann", START);

            assertThatThrownBy(() -> harness.processElement(event, START / 1_000_000))
                    .isInstanceOf(CancelTaskException.class);
            assertThat(harness.extractOutputValues()).as("nor is the event set aside").isEmpty();
        }
    }

    /** The match, of which the first record that it sends gets nowhere. */
    private static final class Breaking extends ProcessFunction<EventRecord, OutgoingRecord>
            implements CheckpointedFunction {
        private static final long serialVersionUID = 1;

        private final MatchFunction match =
                new MatchFunction(
                        TopicNames.defaults(),
                        new RegistryAddress(RegistryAddress.LOCAL),
                        MatchMode.ALL,
                        new ChangingRules(RULES));

        private boolean broken;

        @Override
        public void open(OpenContext context) throws Exception {
            match.setRuntimeContext(getRuntimeContext());
            match.open(context);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            match.initializeState(context);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            match.snapshotState(context);
        }

        @Override
        public void processElement(
                EventRecord record, Context context, Collector<OutgoingRecord> out)
                throws Exception {
            match.processElement(record, context, new First(out));
        }

        private final class First implements Collector<OutgoingRecord> {
            private final Collector<OutgoingRecord> out;

            First(Collector<OutgoingRecord> out) {
                this.out = out;
            }

            @Override
            public void collect(OutgoingRecord record) {
                if (!broken) {
                    broken = true;
                    throw new CancelTaskException("Buffer pool has already been destroyed.");
                }
                out.collect(record);
            }

            @Override
            public void close() {
                out.close();
            }
        }
    }
}
