// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

/** One partition, second by second; times are in ms after the start. */
class MarkerWatermarksTest {

    private static final long YEAR = 365L * 24 * 3_600_000;
    private static final long START = 1_800_000_000_000L;

    private long sent;
    private final RecordingOutput output = new RecordingOutput();
    private final MarkerWatermarks watermarks =
            new MarkerWatermarks(Duration.ofSeconds(30), Duration.ofHours(1));

    @Test
    void watermark_twoNodes_isTheSlowerOne() {
        tick(0, 10, "fast", "slow");

        at(11_000).marker("fast", 11_000);
        at(11_000).marker("slow", 9_500);

        assertThat(emitted()).isEqualTo(9_499);
    }

    @Test
    void watermark_justAfterStart_waitsUntilEveryNodeCouldShowItself() {
        at(0).marker("fast", 0);
        assertThat(emitted()).isEqualTo(RecordingOutput.NOTHING);

        at(900).marker("slow", -5_000);
        at(2_000).marker("fast", 2_000);
        at(3_000).marker("fast", 3_000);

        assertThat(emitted()).isEqualTo(-5_001);
    }

    @Test
    void watermark_nodeSilentForItsTimeout_goesOnWithoutIt() {
        tick(0, 10, "alive", "dead");
        tick(11, 40, "alive");
        assertThat(emitted()).isEqualTo(9_999);

        tick(41, 42, "alive");

        assertThat(emitted()).isEqualTo(41_999);
    }

    @Test
    void watermark_nodeBackAfterItsTimeout_isHeldByItAgain() {
        tick(0, 10, "alive", "gone");
        tick(11, 50, "alive");
        long before = emitted();

        at(51_000).marker("gone", 51_000);
        tick(52, 55, "alive");

        assertThat(before).isEqualTo(49_999);
        assertThat(emitted()).isEqualTo(50_999);
    }

    @Test
    void watermark_nodeSaysItStops_goesOnAtOnce() {
        tick(0, 10, "alive", "stopping");

        at(11_000).stop("stopping", 11_000);
        at(12_000).marker("alive", 12_000);

        assertThat(emitted()).isEqualTo(11_999);
    }

    @Test
    void watermark_markerFromFarInTheFuture_countsAsItsAppend() {
        tick(0, 10, "right");
        at(10_500).marker("wrong", YEAR);

        at(11_000).marker("right", 11_000);
        at(11_500).marker("wrong", YEAR + 1_000);

        assertThat(emitted()).isEqualTo(10_999);
    }

    @Test
    void watermark_onlyNodeIsInTheFuture_staysAtTheBrokersClock() {
        for (int second = 0; second <= 10; second++) {
            at(second * 1_000L).marker("wrong", YEAR);
        }

        assertThat(emitted()).isEqualTo(9_999);
    }

    @Test
    void watermark_nodeFarInThePast_doesNotHoldBackTheOthers() {
        for (int second = 0; second <= 10; second++) {
            at(second * 1_000L).marker("wrong", -YEAR);
            at(second * 1_000L).marker("right", second * 1_000L);
        }

        assertThat(emitted()).isEqualTo(9_999);
    }

    @Test
    void watermark_brokerAwayForAMinute_keepsEveryNodeInTheMinimum() {
        tick(0, 10, "first", "second");

        at(70_000).marker("first", 70_000);
        assertThat(emitted()).isEqualTo(9_999);

        at(70_000).marker("second", 69_000);
        assertThat(emitted()).isEqualTo(68_999);
    }

    @Test
    void watermark_backlogReadAtOnce_isAsItWasLive() {
        for (int second = 0; second <= 60; second++) {
            marker("alive", second * 1_000L, second * 1_000L);
            if (second <= 10) {
                marker("dead", second * 1_000L, second * 1_000L);
            }
        }

        assertThat(emitted()).isEqualTo(59_999);
    }

    @Test
    void partition_withoutAnyRecord_turnsIdleSoon() {
        silence(0, 4);
        boolean early = output.idle;

        silence(5, 5);

        assertThat(early).isFalse();
        assertThat(output.idle).isTrue();
    }

    @Test
    void partition_silentForTheTimeout_turnsIdleAndComesBack() {
        tick(0, 10, "only");
        silence(10, 39);
        boolean early = output.idle;
        silence(40, 41);
        boolean idle = output.idle;

        tick(42, 45, "only");

        assertThat(early).isFalse();
        assertThat(idle).isTrue();
        assertThat(output.idle).isFalse();
        assertThat(emitted()).isEqualTo(44_999);
    }

    @Test
    void partition_notReadForAMinute_isNotIdle() {
        for (int second = 0; second < 60; second++) {
            watermarks.ended(0, 1_000, second * 1_000L, output);
        }

        assertThat(output.idle).isFalse();
    }

    @Test
    void partition_brokerAwayForAMinute_isNotIdle() {
        tick(0, 10, "only");
        silence(10, 12);

        silence(72, 75);

        assertThat(output.idle).isFalse();
    }

    /** Records of no node, faster than they are read: there is always something unread. */
    @Test
    void partition_underLoadWithoutMarkers_turnsIdle() {
        for (int second = 0; second <= 31; second++) {
            event(second * 1_000L);
            watermarks.ended(second * 1_000L, (second + 1) * 1_000L, second * 1_000L, output);
        }

        assertThat(output.idle).isTrue();
    }

    @Test
    void idlePartition_firstEvent_holdsEventTime() {
        silence(0, 6);

        event(7_000);

        assertThat(output.idle).isFalse();
    }

    @Test
    void idlePartition_eventsOfNoNode_holdEventTimeOnce() {
        silence(0, 6);
        event(7_000);
        for (int second = 7; second < 45; second++) {
            watermarks.ended(second, second, second * 1_000L, output);
        }
        boolean idle = output.idle;

        event(45_000);

        assertThat(idle).isTrue();
        assertThat(output.idle).isTrue();
    }

    /** Of two nodes only one comes back: the other has left, too. */
    @Test
    void idlePartition_oneNodeBack_doesNotWaitForTheOther() {
        tick(0, 10, "first", "second");
        silence(10, 41);

        tick(42, 46, "first");

        assertThat(emitted()).isEqualTo(45_999);
    }

    @Test
    void watermark_repeatedMarker_neverGoesBack() {
        tick(0, 10, "only");
        long before = emitted();

        at(10_500).marker("only", 5_000);

        assertThat(emitted()).isEqualTo(before);
    }

    /** A marker of each node every second, from and to included. */
    private void tick(int from, int to, String... nodes) {
        for (int second = from; second <= to; second++) {
            for (String node : nodes) {
                at(second * 1_000L).marker(node, second * 1_000L);
            }
        }
    }

    /** All there is has been read, and the broker says so every second, from and to included. */
    private void silence(int from, int to) {
        for (int second = from; second <= to; second++) {
            watermarks.ended(sent, sent, second * 1_000L, output);
        }
    }

    private Moment at(long millis) {
        return new Moment(millis);
    }

    private void marker(String node, long time, long append) {
        send(new MarkerMessage(node, nanos(time), 1, 0, false), append);
    }

    private void send(MarkerMessage message, long append) {
        EventRecord record = new EventRecord();
        record.kind = EventRecord.Kind.MARKER;
        record.marker = message;
        record.appendTime = START + append;
        sent++;
        watermarks.read(record, output);
    }

    private void event(long append) {
        EventRecord record = new EventRecord();
        record.kind = EventRecord.Kind.EVENT;
        record.appendTime = START + append;
        sent++;
        watermarks.read(record, output);
    }

    private long emitted() {
        watermarks.emit(output);
        return output.watermark;
    }

    private static long nanos(long millis) {
        return (START + millis) * 1_000_000;
    }

    private final class Moment {
        private final long millis;

        Moment(long millis) {
            this.millis = millis;
        }

        void marker(String node, long time) {
            MarkerWatermarksTest.this.marker(node, time, millis);
        }

        void stop(String node, long time) {
            send(new MarkerMessage(node, nanos(time), 1, 0, true), millis);
        }
    }

    private static final class RecordingOutput implements WatermarkOutput {
        private static final long NOTHING = Long.MIN_VALUE;

        private long watermark = NOTHING;
        private boolean idle;

        @Override
        public void emitWatermark(Watermark emitted) {
            watermark = emitted.getTimestamp() - START;
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
