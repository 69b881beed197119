// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTest {
    @Test
    void fifteenPairs_haveTheirFourthAndTwelfthAsInterval() {
        double[] ratios = IntStream.rangeClosed(1, 15).asDoubleStream().toArray();

        assertThat(Paired.of(ratios)).isEqualTo(new Paired(8, 4, 12));
    }

    @Test
    void fivePairs_haveAllOfThemAsInterval() {
        assertThat(Paired.of(new double[] {5, 1, 4, 2, 3})).isEqualTo(new Paired(3, 1, 5));
    }
}
