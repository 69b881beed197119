// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.jobs.EventDrops;
import dev.saker.jobs.EventDrops.Action;
import dev.saker.jobs.event.DropTally;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DropDetectorTest {
    private static final long SECOND = 1_000_000_000L;

    private final DropDetector detector = new DropDetector(EventDrops.defaults());
    private final NodeProgress progress =
            NodeProgress.startingWith(marker(1, 0, 1_000, new Loss("scratch", 0, 5)));
    private long pubSeq;

    @Test
    void losses_aboveTheThreshold_areToldWithFalcosNumbers() {
        DropDetector.Drops drops =
                next(
                                800,
                                new Loss("scratch", 0, 6),
                                new Loss("ring_full_open", 1, 30),
                                new Loss("ring_full_clone_fork", 0, 1),
                                new Loss("shed_close", 0, 60),
                                new Loss("shed_volume", 1, 40),
                                new Loss("ceiling_traffic", Loss.NO_CPU, 10),
                                new Loss("oversize", 0, 2),
                                new Loss("page_fault", 1, 7),
                                new Loss("delivery_failed", Loss.NO_CPU, 1_000))
                        .orElseThrow();

        assertThat(drops.told()).isTrue();
        assertThat(FalcoJson.line(DropAlerts.of(drops)))
                .contains(
                        "\"rule\":\"Falco internal: syscall event drop\"",
                        "\"priority\":\"Debug\"",
                        "\"source\":\"internal\"",
                        "Falco internal: syscall event drop. 144 system calls dropped in last"
                                + " second.",
                        "\"n_evts\":\"934\"",
                        "\"n_drops\":\"144\"",
                        "\"n_drops_buffer_total\":\"131\"",
                        "\"n_drops_buffer_clone_fork_exit\":\"1\"",
                        "\"n_drops_buffer_open_exit\":\"30\"",
                        "\"n_drops_buffer_close_exit\":\"60\"",
                        "\"n_drops_buffer_execve_exit\":\"0\"",
                        "\"n_drops_scratch_map\":\"1\"",
                        "\"n_drops_bug\":\"2\"",
                        "\"n_drops_page_faults\":\"7\"",
                        "\"n_drops_shed\":\"100\"",
                        "\"n_drops_ceiling\":\"10\"",
                        "\"node\":\"web-1\"");
    }

    @Test
    void losses_belowTheThreshold_areCountedAndNotTold() {
        DropDetector.Drops drops = next(1_000, new Loss("scratch", 0, 100)).orElseThrow();

        assertThat(drops.lost()).isEqualTo(95);
        assertThat(drops.told()).isFalse();
    }

    @Test
    void losses_thatGoOn_areToldAsOftenAsTheRateAllows() {
        int told = 0;
        for (int second = 1; second <= 100; second++) {
            told += next(10, new Loss("scratch", 0, 5 + 10 * second)).orElseThrow().told() ? 1 : 0;
        }

        // One at once, then one every 30 seconds of event time.
        assertThat(told).isEqualTo(4);
    }

    @Test
    void marker_thatComesAgain_tellsNothing() {
        MarkerMessage next = marker(1, 1, 10, new Loss("scratch", 0, 500));
        assertThat(detector.advance(progress, next)).isPresent();
        GapDetector.advance(progress, next);

        assertThat(detector.advance(progress, next)).isEmpty();
    }

    @Test
    void newRun_countsFromNothing() {
        assertThat(advance(marker(2, 0, 10, new Loss("scratch", 0, 7))).orElseThrow().lost())
                .isEqualTo(7);
    }

    @Test
    void marker_withoutNewLosses_tellsNothing() {
        assertThat(next(100, new Loss("scratch", 0, 5))).isEmpty();
    }

    @Test
    void simulatedDrops_tellOfASecondThatLostNothing() {
        EventDrops simulate = new EventDrops(0.9, List.of(), 1, 1, true);
        MarkerMessage next = marker(1, 1, 1_000, new Loss("scratch", 0, 5));

        assertThat(new DropDetector(simulate).advance(progress, next).orElseThrow().told())
                .isTrue();
    }

    @Test
    void config_withIgnoreAndMore_orOutOfRange_isRefused() {
        assertThatThrownBy(
                        () -> new EventDrops(0.1, List.of(Action.IGNORE, Action.LOG), 1, 1, false))
                .hasMessageContaining("ignore");
        assertThatThrownBy(() -> new EventDrops(1.1, List.of(), 1, 1, false))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> new EventDrops(0.1, List.of(), 0, 1, false))
                .hasMessageContaining("rate");
    }

    private Optional<DropDetector.Drops> next(long read, Loss... losses) {
        pubSeq++;
        return advance(marker(1, pubSeq, 1_000 + read, losses));
    }

    private Optional<DropDetector.Drops> advance(MarkerMessage marker) {
        Optional<DropDetector.Drops> drops = detector.advance(progress, marker);
        GapDetector.advance(progress, marker);
        return drops;
    }

    private static MarkerMessage marker(long run, long pubSeq, long read, Loss... losses) {
        long time = (100 + pubSeq) * SECOND;
        Marker marker =
                new Marker(
                        "web-1",
                        MarkerKind.TICK,
                        time,
                        run,
                        pubSeq,
                        0,
                        0,
                        List.of(),
                        read,
                        read,
                        List.of(losses),
                        0);
        MarkerMessage message = new MarkerMessage("web-1", time, run, pubSeq, false);
        message.drops = DropTally.of(marker);
        return message;
    }
}
