// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MARGIN = 152_000_000L;
    private final EventTimes times = new EventTimes(Duration.ofMillis(2), 100 * SECOND);

    @Test
    void promise_whileEventsWait_isTheLastOne() {
        times.event(101 * SECOND);

        assertThat(times.promise()).isEqualTo(101 * SECOND);
    }

    @Test
    void promise_whenIdle_followsTheClockWithAMargin() {
        times.event(101 * SECOND);
        times.drained(110 * SECOND);

        assertThat(times.promise()).isEqualTo(110 * SECOND - MARGIN);
    }

    @Test
    void promise_neverGoesBack_andCountsWhatComesTooLate() {
        times.drained(110 * SECOND);
        long promised = times.promise();

        times.drained(50 * SECOND);
        times.event(51 * SECOND);

        assertThat(times.promise()).isEqualTo(promised);
        assertThat(times.behind()).isEqualTo(1);
        assertThat(times.last()).isEqualTo(51 * SECOND);
    }
}
