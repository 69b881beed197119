// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RingTest {
    private static final int BYTES = 4096;

    private final WrittenRing written = new WrittenRing(BYTES);
    private final Ring ring = written.ring();

    @Test
    void next_ofEmptyRing_isNone() {
        assertThat(ring.next()).isEqualTo(Ring.NONE);
    }

    @Test
    void next_ofWrittenRecord_isWhereItsContentLies() {
        written.event(3, 77, 5);

        int offset = ring.next();

        assertThat(ring.memory().getShort(offset)).isEqualTo((short) 3);
        assertThat(ring.memory().getLong(offset + 8)).isEqualTo(77);
        assertThat(ring.next()).isEqualTo(Ring.NONE);
    }

    @Test
    void next_ofBusyRecord_waitsUntilItIsFinished() {
        long at = written.busy(new byte[16]);
        written.event(0, 1, 1);

        assertThat(ring.next()).isEqualTo(Ring.NONE);
        written.finish(at, 16);
        assertThat(ring.next()).isNotEqualTo(Ring.NONE);
        assertThat(ring.next()).isNotEqualTo(Ring.NONE);
    }

    @Test
    void next_skipsDiscardedRecords() {
        written.discarded(new byte[100]);
        written.event(0, 42, 1);

        assertThat(ring.memory().getLong(ring.next() + 8)).isEqualTo(42);
        assertThat(ring.next()).isEqualTo(Ring.NONE);
    }

    @Test
    void next_ofRecordOverTheEnd_isReadStraightOn() {
        for (int i = 0; i < 10_000; i++) {
            written.event(0, i, i);
            int offset = ring.next();
            assertThat(ring.memory().getLong(offset + 8)).isEqualTo(i);
            assertThat(ring.memory().getLong(offset + 16)).isEqualTo(i);
            ring.release(ring.position());
        }
    }

    @Test
    void release_tellsTheProducerHowFarWeAre() {
        written.event(0, 1, 1);
        written.event(0, 2, 2);
        ring.next();

        ring.release(ring.position());

        assertThat(written.consumed()).isEqualTo(8 + 40);
        assertThat(ring.pendingBytes()).isEqualTo(8 + 40);
    }

    @Test
    void ring_openedOverUsedMemory_startsWhereItsConsumerStopped() {
        written.event(0, 1, 1);
        written.event(0, 2, 2);
        ring.next();
        ring.release(ring.position());

        assertThat(written.ring().memory().getLong(written.ring().next() + 8)).isEqualTo(2);
    }
}
