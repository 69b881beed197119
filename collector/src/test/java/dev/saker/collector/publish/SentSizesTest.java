// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SentSizesTest {
    private static final double USUAL = 0.15;
    private static final Offset<Double> NEARLY = within(1e-9);

    private final SentSizes sizes = new SentSizes();

    @Test
    void ratio_beforeMuchHasBeenSent_isTheUsualOne() {
        accept(99);

        assertThat(sizes.ratio(0, 0)).isEqualTo(USUAL);
        assertThat(sizes.ratio(99, 99 * 400)).isEqualTo(USUAL);
    }

    @Test
    void ratio_isThatOfWhatWasSentSince_whateverWaits() {
        accept(1_000);
        assertThat(sizes.ratio(100, 100 * 200)).isEqualTo(0.5, NEARLY);

        accept(5_000);
        assertThat(sizes.ratio(1_100, 100 * 200 + 1_000 * 40)).isEqualTo(0.1, NEARLY);
    }

    @Test
    void ratio_whileNothingIsSent_stays() {
        accept(1_000);
        sizes.ratio(1_000, 1_000 * 40);

        accept(9_000);
        assertThat(sizes.ratio(1_000, 1_000 * 40)).isEqualTo(0.1, NEARLY);
        assertThat(sizes.ratio(10_000, 10_000 * 40)).isEqualTo(0.1, NEARLY);
    }

    private void accept(int records) {
        for (int record = 0; record < records; record++) {
            sizes.accepted(400);
        }
    }
}
