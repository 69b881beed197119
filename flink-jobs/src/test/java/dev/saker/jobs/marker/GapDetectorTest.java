// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.event.MarkerMessage;
import org.junit.jupiter.api.Test;

class GapDetectorTest {

    private final NodeProgress progress =
            NodeProgress.startingWith(marker(1, 0, 1_000, MarkerMessage.NOT_COUNTED));

    @Test
    void marker_withEveryEventBeforeIt_isNoGap() {
        assertThat(GapDetector.advance(progress, marker(1, 6, 2_000, 5))).isEmpty();
    }

    @Test
    void marker_withFewerEventsThanPositions_tellsHowManyAreMissing() {
        assertThat(GapDetector.advance(progress, marker(1, 6, 2_000, 3)))
                .contains(new Gap.EventsLost("node", 1_000, 2_000, 1, 2));
    }

    @Test
    void marker_withMoreEventsThanPositions_tellsOfTheRepeats() {
        assertThat(GapDetector.advance(progress, marker(1, 6, 2_000, 8)))
                .contains(new Gap.Repeated("node", 1, 3));
    }

    @Test
    void marker_whoseEventsWereNotCounted_provesNothing() {
        assertThat(GapDetector.advance(progress, marker(1, 6, 2_000, MarkerMessage.NOT_COUNTED)))
                .isEmpty();
    }

    @Test
    void marker_thatCameBefore_isARepeatAndChangesNothing() {
        GapDetector.advance(progress, marker(1, 6, 2_000, 5));

        assertThat(GapDetector.advance(progress, marker(1, 6, 2_000, 0)))
                .contains(new Gap.Repeated("node", 1, 1));
        assertThat(GapDetector.advance(progress, marker(1, 9, 3_000, 2))).isEmpty();
    }

    @Test
    void newRun_withoutEndOfTheOld_isACollectorGap() {
        GapDetector.advance(progress, marker(1, 6, 2_000, 5));

        assertThat(GapDetector.advance(progress, marker(2, 0, 9_000, 0)))
                .contains(new Gap.CollectorGap("node", 2_000, 9_000, 1, 2));
    }

    @Test
    void newRun_afterEndOfTheOld_isNoGap() {
        GapDetector.advance(progress, stop(1, 6, 2_000));

        assertThat(GapDetector.advance(progress, marker(2, 0, 9_000, 0))).isEmpty();
    }

    @Test
    void marker_ofAReplacedRun_isToldFromAThirdRun() {
        GapDetector.advance(progress, marker(2, 0, 9_000, 0));

        assertThat(GapDetector.advance(progress, marker(1, 7, 9_500, 0)))
                .contains(new Gap.StaleRun("node", 1, 2));
        assertThat(GapDetector.advance(progress, marker(2, 3, 10_000, 2))).isEmpty();
    }

    private static MarkerMessage marker(long run, long pubSeq, long time, long counted) {
        MarkerMessage marker = new MarkerMessage("node", time, run, pubSeq, false);
        marker.counted = counted;
        return marker;
    }

    private static MarkerMessage stop(long run, long pubSeq, long time) {
        MarkerMessage marker = new MarkerMessage("node", time, run, pubSeq, true);
        marker.counted = pubSeq - 1;
        return marker;
    }
}
