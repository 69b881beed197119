// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventNumbersTest {
    private final EventNumbers numbers = new EventNumbers(7);

    @Test
    void tie_countsOnlyWhatSharesTimeThreadAndType() {
        assertThat(numbers.tie(100, 1, 3)).isZero();
        assertThat(numbers.tie(100, 1, 5)).isZero();
        assertThat(numbers.tie(100, 2, 3)).isZero();
        assertThat(numbers.tie(100, 1, 3)).isEqualTo(1);
        assertThat(numbers.tie(100, 1, 3)).isEqualTo(2);
        assertThat(numbers.tie(101, 1, 3)).isZero();
    }

    @Test
    void sequence_advancesOnlyWhenARecordIsComplete() {
        assertThat(numbers.sequence()).isZero();
        assertThat(numbers.sequence()).isZero();
        numbers.advance();
        assertThat(numbers.sequence()).isEqualTo(1);
    }
}
