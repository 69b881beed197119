// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.EventDrops;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The function in Flink's own operator harness, with its state taken away and given back. */
@SuppressWarnings("try") // the harness closes with a plain Exception
class GapFunctionTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void newRun_withoutEndOfTheOld_alertsInBothForms() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(marker("web-1", 7, 10, 100 * SECOND), 0);
            harness.processElement(marker("web-1", 8, 0, 160 * SECOND), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(record -> record.topic)
                    .containsExactly(Topics.ALERTS, Topics.ALERTS_JSON);
            assertThat(json(harness.extractOutputValues()))
                    .contains(
                            "\"rule\":\"collector_gap\"",
                            "\"source\":\"internal\"",
                            "\"priority\":\"Warning\"",
                            "\"node\":\"web-1\"",
                            "\"from\":100000000000",
                            "\"to\":160000000000",
                            "\"old_run\":7",
                            "\"new_run\":8");
        }
    }

    @Test
    void newRun_afterARestoredSnapshot_stillKnowsTheOldOne() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            harness.processElement(marker("web-1", 7, 10, 100 * SECOND), 0);
            snapshot = harness.snapshot(1, 1);
        }

        try (var restored = harness()) {
            restored.initializeState(snapshot);
            restored.open();
            restored.processElement(marker("web-1", 8, 0, 160 * SECOND), 0);

            assertThat(json(restored.extractOutputValues())).contains("collector_gap");
        }
    }

    @Test
    void markers_ofTwoNodes_areComparedEachWithItsOwn() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(marker("web-1", 7, 10, 100 * SECOND), 0);
            harness.processElement(marker("web-2", 9, 0, 100 * SECOND), 0);
            harness.processElement(marker("web-1", 7, 11, 101 * SECOND), 0);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void holes_inThePositions_alertWithTheirNumber() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(marker("web-1", 7, 10, 100 * SECOND), 0);
            MarkerMessage next = marker("web-1", 7, 31, 101 * SECOND);
            next.counted = 17;
            harness.processElement(next, 0);

            assertThat(json(harness.extractOutputValues()))
                    .contains("\"rule\":\"events_lost\"", "\"missing\":3");
        }
    }

    @Test
    void drops_ofANode_alertInBothForms_andOnceAfterARestore() throws Exception {
        MarkerMessage lossy = marker("web-1", 7, 11, 101 * SECOND);
        lossy.drops = new long[] {100, 60, 60};
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            harness.processElement(marker("web-1", 7, 10, 100 * SECOND), 0);
            harness.processElement(lossy, 0);
            snapshot = harness.snapshot(1, 1);

            assertThat(json(harness.extractOutputValues()))
                    .contains(
                            "\"rule\":\"Falco internal: syscall event drop\"",
                            "60 system calls dropped in last second.",
                            "\"n_drops_buffer_total\":\"60\"");
        }
        try (var restored = harness()) {
            restored.initializeState(snapshot);
            restored.open();
            MarkerMessage more = marker("web-1", 7, 12, 102 * SECOND);
            more.drops = new long[] {200, 160, 160};
            restored.processElement(more, 0);

            // Counted, and not told again so soon.
            assertThat(restored.extractOutputValues()).isEmpty();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MarkerMessage, OutgoingRecord>
            harness() throws Exception {
        GapFunction function =
                new GapFunction(
                        TopicNames.defaults(),
                        new RegistryAddress(RegistryAddress.LOCAL),
                        EventDrops.defaults());
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), marker -> marker.node, Types.STRING);
    }

    private static MarkerMessage marker(String node, long run, long pubSeq, long time) {
        return new MarkerMessage(node, time, run, pubSeq, false);
    }

    private static String json(List<OutgoingRecord> records) {
        return records.stream()
                .filter(record -> record.topic.equals(Topics.ALERTS_JSON))
                .map(record -> new String(record.value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("no alert");
    }
}
