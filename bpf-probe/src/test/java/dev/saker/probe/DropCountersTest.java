// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DropCountersTest {
    private final ByteBuffer memory =
            ByteBuffer.allocate(2 * DropCounters.BYTES_PER_CPU).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void read_ofTwoCpus_keepsThemApartAndAddsThemUp() {
        memory.putLong(0, 100).putLong(DropCounters.BYTES_PER_CPU, 10);
        memory.putLong(8 * 5, 3).putLong(DropCounters.BYTES_PER_CPU + 8 * 5, 4);

        DropCounters counters = DropCounters.read(memory, 2);

        assertThat(counters.produced(1)).isEqualTo(10);
        assertThat(counters.produced()).isEqualTo(110);
        assertThat(counters.count(0, DropReason.RING_FULL_CLONE_FORK)).isEqualTo(3);
        assertThat(counters.count(DropReason.RING_FULL_CLONE_FORK)).isEqualTo(7);
        assertThat(counters.lost()).isEqualTo(7);
    }

    @Test
    void lost_doesNotCountWhatOnlyEmptiedAParameter() {
        memory.putLong(8 * (1 + DropReason.PAGE_FAULT.ordinal()), 9);

        assertThat(DropCounters.read(memory, 2).lost()).isZero();
    }

    @Test
    void reasons_fitIntoACpusShare() {
        assertThat((1 + DropReason.values().length) * Long.BYTES)
                .isLessThanOrEqualTo(DropCounters.BYTES_PER_CPU);
    }
}
