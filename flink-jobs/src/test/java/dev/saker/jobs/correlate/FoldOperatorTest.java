// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Hits are written as key and time in ms, a record of several with a plus between. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class FoldOperatorTest {
    private static final long MILLI = 1_000_000;

    private long sequence;

    @Test
    void hits_ofOneKeyAndStretch_goAsOneRecordBeforeEventTimeDoes() throws Exception {
        try (var fold = fold(false)) {
            give(fold, hit("a", 110), hit("b", 120), hit("a", 130), hit("a", 205), hit("a", 199));
            assertThat(fold.getOutput()).isEmpty();

            fold.processWatermark(new Watermark(250));

            assertThat(told(fold))
                    .containsExactly("a 110+a 130+a 199", "b 120", "a 205", "watermark 250");
        }
    }

    @Test
    void hits_atABarrierAndAtTheEnd_doNotStay() throws Exception {
        try (var fold = fold(false)) {
            give(fold, hit("a", 1), hit("a", 2));
            fold.prepareSnapshotPreBarrier(1);
            assertThat(told(fold)).containsExactly("a 1+a 2");

            give(fold, hit("a", 3));
            fold.getOperator().finish();
            assertThat(told(fold)).containsExactly("a 1+a 2", "a 3");
        }
    }

    @Test
    void hits_beforeTheTaskIsIdle_doNotStay() throws Exception {
        try (var fold = fold(false)) {
            give(fold, hit("a", 1), hit("a", 2));
            fold.processWatermarkStatus(WatermarkStatus.IDLE);

            assertThat(told(fold)).containsExactly("a 1+a 2", "idle");
        }
    }

    @Test
    void hits_thatAreLate_goAtOnce() throws Exception {
        try (var fold = fold(false)) {
            fold.processWatermark(new Watermark(50));
            give(fold, hit("a", 50), hit("a", 51));

            assertThat(told(fold)).containsExactly("watermark 50", "a 50");
        }
    }

    @Test
    void hits_moreThanMayBeGathered_goWithoutEventTime() throws Exception {
        try (var fold = fold(false)) {
            for (int hit = 0; hit <= FoldOperator.MOST_HITS; hit++) {
                give(fold, hit("a", 1));
            }

            assertThat(fold.getOutput()).hasSize(1);
        }
    }

    @Test
    void hits_ofAnotherVersionOrOnTrial_areApart() throws Exception {
        FleetHit ofNext = hit("a", 1);
        ofNext.version = 2;
        FleetHit onTrial = hit("a", 1);
        onTrial.shadow = true;
        try (var fold = fold(false)) {
            give(fold, hit("a", 1), ofNext, onTrial);
            fold.processWatermark(new Watermark(5));

            assertThat(told(fold)).containsExactly("a 1", "a 1", "a 1", "watermark 5");
        }
    }

    @Test
    void hits_inBatch_goEachByItself() throws Exception {
        try (var fold = fold(true)) {
            give(fold, hit("a", 1), hit("a", 1));

            assertThat(told(fold)).containsExactly("a 1", "a 1");
        }
    }

    private static OneInputStreamOperatorTestHarness<FleetHit, FleetHit> fold(boolean bounded)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new FoldOperator(bounded));
        harness.open();
        return harness;
    }

    private static void give(
            OneInputStreamOperatorTestHarness<FleetHit, FleetHit> fold, FleetHit... hits)
            throws Exception {
        for (FleetHit hit : hits) {
            fold.processElement(hit, hit.time / MILLI);
        }
    }

    private FleetHit hit(String key, long millis) {
        StepEvent event = new StepEvent("e" + sequence, millis * MILLI, "node", new byte[] {1, 2});
        FleetHit hit = new FleetHit();
        hit.key = key;
        hit.version = 1;
        hit.time = event.time();
        hit.node = event.node();
        hit.sequence = sequence;
        hit.place = 3;
        hit.body =
                HitList.write(
                        List.of(
                                new HitList.Placed(
                                        3, new Hit(5, 1, key.getBytes(), event, sequence++))));
        return hit;
    }

    private static List<String> told(OneInputStreamOperatorTestHarness<FleetHit, FleetHit> fold) {
        List<String> all = new ArrayList<>();
        for (Object one : fold.getOutput()) {
            if (one instanceof Watermark mark) {
                all.add("watermark " + mark.getTimestamp());
            } else if (one instanceof WatermarkStatus) {
                all.add("idle");
            } else {
                List<String> hits = new ArrayList<>();
                FleetHit record = (FleetHit) ((StreamRecord<?>) one).getValue();
                record.forEach(
                        hit -> {
                            assertThat(hit.place).isEqualTo(3);
                            assertThat(hit.hit().hit().event().id()).isEqualTo("e" + hit.sequence);
                            hits.add(hit.key + " " + hit.time / MILLI);
                        });
                all.add(String.join("+", hits));
            }
        }
        return all;
    }
}
