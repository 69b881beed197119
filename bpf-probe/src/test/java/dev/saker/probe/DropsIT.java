// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropsIT {
    private static final int SMALLEST_RING = 64 << 10;
    private static final int OPENAT = 307;
    private static final int CLOSE = 5;

    private static Process storm(long rounds) throws Exception {
        return new ProcessBuilder(Deed.program().toString(), "storm", Long.toString(rounds))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void storm_intoSmallRings_isAccountedForToTheLastEvent(int cpusPerRing) throws Exception {
        ProbeOptions options = ProbeOptions.defaults().withRings(SMALLEST_RING, cpusPerRing);
        try (LiveProbe live = LiveProbe.open(options)) {
            Probe probe = live.probe();
            Process one = storm(100_000);
            Process other = storm(100_000);
            while (one.isAlive() || other.isAlive()) {
                probe.reader().poll((ring, offset, length, cpu) -> {});
                Thread.sleep(5);
            }
            probe.detach();
            probe.reader().flush((ring, offset, length, cpu) -> {});

            DropCounters drops = probe.drops();
            assertThat(drops.produced()).isGreaterThan(400_000);
            assertThat(drops.count(DropReason.RING_FULL_OPEN)).isPositive();
            assertThat(drops.count(DropReason.SHED_CLOSE)).isPositive();
            assertThat(drops.produced()).isEqualTo(probe.reader().received() + drops.lost());
            assertThat(drops.count(DropReason.SCRATCH)).isZero();
            assertThat(drops.count(DropReason.TAIL_CALL)).isZero();
            assertThat(drops.count(DropReason.OVERSIZE)).isZero();
        }
    }

    @Test
    void storm_readAsItComes_losesNothingAndStaysInOrder() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            Probe probe = live.probe();
            long[] opens = new long[1];
            long[] last = {Long.MIN_VALUE};
            EventHandler handler =
                    (ring, offset, length, cpu) -> {
                        assertThat(ring.getLong(offset)).isGreaterThanOrEqualTo(last[0]);
                        last[0] = ring.getLong(offset);
                        opens[0] += ring.getShort(offset + 20) == 307 ? 1 : 0;
                    };
            Process one = storm(50_000);
            while (one.isAlive()) {
                probe.reader().poll(handler, Integer.MAX_VALUE, java.time.Duration.ofMillis(5));
            }
            probe.detach();
            probe.reader().flush(handler);

            assertThat(probe.drops().lost()).isZero();
            assertThat(probe.reader().stragglers()).isZero();
            assertThat(opens[0]).isGreaterThanOrEqualTo(50_000);
            assertThat(probe.drops().produced()).isEqualTo(probe.reader().received());
        }
    }

    @Test
    void fillingRing_shedsClosesBeforeOpens_andTakesThemAgainWhenItIsRead() throws Exception {
        int cpus = Runtime.getRuntime().availableProcessors();
        ProbeOptions options = ProbeOptions.defaults().withRings(1 << 20, cpus);
        try (LiveProbe live = LiveProbe.open(options)) {
            Probe probe = live.probe();
            assertThat(storm(5_000).waitFor()).isZero();

            DropCounters filled = probe.drops();
            assertThat(filled.count(DropReason.SHED_CLOSE)).isGreaterThan(500);
            assertThat(filled.count(DropReason.RING_FULL_CLOSE)).isZero();
            assertThat(filled.count(DropReason.RING_FULL_OPEN)).isZero();

            int[] seen = new int[512];
            EventHandler handler =
                    (ring, offset, length, cpu) -> seen[ring.getShort(offset + 20)]++;
            probe.reader().flush(handler);
            assertThat(seen[OPENAT]).isGreaterThanOrEqualTo(5_000);
            assertThat(seen[CLOSE]).isLessThan(4_600);

            assertThat(storm(1_000).waitFor()).isZero();
            probe.detach();
            int before = seen[CLOSE];
            probe.reader().flush(handler);
            assertThat(probe.drops().count(DropReason.SHED_CLOSE))
                    .isLessThanOrEqualTo(filled.count(DropReason.SHED_CLOSE) + 64);
            assertThat(seen[CLOSE] - before).isGreaterThanOrEqualTo(900);
            assertThat(probe.drops().produced())
                    .isEqualTo(probe.reader().received() + probe.drops().lost());
        }
    }
}
