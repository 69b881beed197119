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

    private static final long RUN = 7;

    @Test
    void marker_firstOfItsNode_hasNothingToCountFrom() {
        event("a", 1);

        assertThat(marker("a", 2)).isEqualTo(MarkerMessage.NOT_COUNTED);
    }

    @Test
    void marker_nodesInterleaved_countsEachForItself() {
        marker("a", 0);
        marker("b", 0);
        event("a", 1);
        event("b", 1);
        event("a", 2);

        assertThat(marker("a", 3)).isEqualTo(2);
        assertThat(marker("b", 2)).isEqualTo(1);
        assertThat(marker("a", 4)).isZero();
    }

    @Test
    void restore_copiesOfSeveralTasks_takesTheOneFurthestOn() {
        List<NodeCount> saved = new ArrayList<>(new NodeCounts().snapshot());
        marker("a", 0);
        saved.addAll(counts.snapshot());
        saved = new ArrayList<>(saved.stream().map(NodeCountsTest::copy).toList());
        event("a", 1);
        saved.addAll(counts.snapshot());

        NodeCounts restored = new NodeCounts();
        restored.restore(saved);

        assertThat(restored.isNew(record("a", 0, 2), RUN, 1)).isFalse();
        assertThat(restored.isNew(record("a", 0, 2), RUN, 2)).isTrue();
        restored.event(record("a", 0, 2), RUN);
        assertThat(restored.marker(record("a", 0, 3), RUN)).isEqualTo(2);
    }

    @Test
    void record_thatCameBefore_isNotNew() {
        assertThat(counts.isNew(record("a", 0, 0), RUN, 0)).isTrue();
        assertThat(counts.isNew(record("a", 0, 1), RUN, 1)).isTrue();
        assertThat(counts.isNew(record("a", 0, 2), RUN, 0)).isFalse();
        assertThat(counts.isNew(record("a", 0, 3), RUN, 1)).isFalse();
        assertThat(counts.isNew(record("b", 0, 4), RUN, 1)).as("another node").isTrue();
        assertThat(counts.isNew(record("a", 1, 5), RUN, 1)).as("another partition").isTrue();
        assertThat(counts.isNew(record("a", 0, 6), RUN, 5)).as("behind a gap").isTrue();
    }

    @Test
    void record_ofTheRunBefore_isNewOnce() {
        counts.isNew(record("a", 0, 0), RUN, 5);
        counts.isNew(record("a", 0, 1), RUN + 1, 0);

        assertThat(counts.isNew(record("a", 0, 2), RUN, 5)).isFalse();
        assertThat(counts.isNew(record("a", 0, 3), RUN, 6)).isTrue();
        assertThat(counts.isNew(record("a", 0, 4), RUN, 6)).isFalse();
        assertThat(counts.isNew(record("a", 0, 5), RUN + 1, 1)).isTrue();
    }

    @Test
    void marker_ofARunThatWasReplaced_countsNothing() {
        marker("a", 0);
        counts.isNew(record("a", 0, 1), RUN + 1, 0);
        counts.marker(record("a", 0, 1), RUN + 1);
        counts.isNew(record("a", 0, 2), RUN + 1, 1);
        counts.event(record("a", 0, 2), RUN + 1);

        assertThat(marker("a", 9)).isEqualTo(MarkerMessage.NOT_COUNTED);
        counts.isNew(record("a", 0, 4), RUN + 1, 2);
        assertThat(counts.marker(record("a", 0, 4), RUN + 1)).isEqualTo(1);
    }

    @Test
    void record_withoutAKey_isAlwaysNew() {
        assertThat(counts.isNew(record("", 0, 0), RUN, 3)).isTrue();
        assertThat(counts.isNew(record("", 0, 1), RUN, 3)).isTrue();
    }

    private void event(String node, long sequence) {
        EventRecord record = record(node, 0, sequence);
        assertThat(counts.isNew(record, RUN, sequence)).isTrue();
        counts.event(record, RUN);
    }

    private long marker(String node, long sequence) {
        EventRecord record = record(node, 0, sequence);
        assertThat(counts.isNew(record, RUN, sequence)).isTrue();
        return counts.marker(record, RUN);
    }

    private static NodeCount copy(NodeCount count) {
        NodeCount copy = new NodeCount();
        copy.topic = count.topic;
        copy.partition = count.partition;
        copy.node = count.node;
        copy.offset = count.offset;
        copy.run = count.run;
        copy.sequence = count.sequence;
        copy.events = count.events;
        copy.anchored = count.anchored;
        return copy;
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
