// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventClockTest {
    private static final long MILLI = 1_000_000;

    private long boot = 1_000;
    private long wall = 50_000_000_000L;
    private final EventClock clock =
            new EventClock(
                    into -> {
                        into[0] = System.nanoTime();
                        into[1] = boot;
                        into[2] = wall;
                    });

    @Test
    void offset_atFirst_makesBootTimeWallTime() {
        assertThat(clock.offset()).isEqualTo(wall - boot);
    }

    @Test
    void refresh_afterDriftForward_followsAtOnce() {
        wall += 3 * MILLI;

        assertThat(clock.refresh()).isEqualTo(wall - boot);
        assertThat(clock.jumps()).isZero();
    }

    @Test
    void refresh_afterDriftBackward_followsInSteps() {
        long before = clock.offset();
        wall -= MILLI;

        assertThat(clock.refresh()).isEqualTo(before - MILLI / 2);
        assertThat(clock.refresh()).isEqualTo(before - MILLI);
        assertThat(clock.refresh()).isEqualTo(before - MILLI);
    }

    @Test
    void refresh_afterClockWasSet_followsAtOnceAndCounts() {
        wall -= 3_600_000 * MILLI;

        assertThat(clock.refresh()).isEqualTo(wall - boot);
        assertThat(clock.jumps()).isEqualTo(1);
    }

    @Test
    void now_isBootTimePlusOffset() {
        long event = boot + clock.offset();

        assertThat(clock.now()).isBetween(event, event + 10_000 * MILLI);
    }
}
