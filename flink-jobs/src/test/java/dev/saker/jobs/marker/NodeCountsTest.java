// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCountsTest {

    private final NodeCounts counts = new NodeCounts();

    @Test
    void marker_firstOfItsNode_hasNothingToCountFrom() {
        counts.event(record("a", 0, 1));

        assertThat(counts.marker(record("a", 0, 2))).isEqualTo(MarkerMessage.NOT_COUNTED);
    }

    @Test
    void marker_nodesInterleaved_countsEachForItself() {
        counts.marker(record("a", 0, 0));
        counts.marker(record("b", 0, 1));
        counts.event(record("a", 0, 2));
        counts.event(record("b", 0, 3));
        counts.event(record("a", 0, 4));

        assertThat(counts.marker(record("a", 0, 5))).isEqualTo(2);
        assertThat(counts.marker(record("b", 0, 6))).isEqualTo(1);
        assertThat(counts.marker(record("a", 0, 7))).isZero();
    }

    @Test
    void restore_copiesOfSeveralTasks_takesTheOneFurthestOn() {
        counts.marker(record("a", 0, 0));
        counts.event(record("a", 0, 1));
        List<NodeCount> saved = new ArrayList<>(List.of(stale()));
        saved.addAll(counts.snapshot());

        NodeCounts restored = new NodeCounts();
        restored.restore(saved);
        restored.event(record("a", 0, 2));

        assertThat(restored.marker(record("a", 0, 3))).isEqualTo(2);
    }

    private static NodeCount stale() {
        NodeCounts other = new NodeCounts();
        other.event(record("a", 0, 0));
        return other.snapshot().get(0);
    }

    private static EventRecord record(String node, int partition, long offset) {
        EventRecord record = new EventRecord();
        record.topic = "events";
        record.partition = partition;
        record.offset = offset;
        record.key = node.getBytes(StandardCharsets.UTF_8);
        return record;
    }
}
