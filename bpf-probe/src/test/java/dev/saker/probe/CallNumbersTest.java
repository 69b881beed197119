// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CallNumbersTest {
    /** 0 has event 10, 2 has 20, 3 has 30; 32-bit programs call 0 by 3, 2 by 5, 2 or 3 by 102. */
    private final CallNumbers calls =
            new CallNumbers(
                    new int[] {0, 10, 0, 0, 2, 20, 0, 0, 3, 30, 0, 0},
                    new int[] {3, 0, 5, 2, 102, 2, 102, 3});

    @Test
    void asked_event_isAskedByAllItsNumbers() {
        assertThat(calls.asked(EventSelection.of(bits(20)), bits())).isEqualTo(bits(2, 5, 102));
        assertThat(calls.asked(EventSelection.of(bits(30)), bits())).isEqualTo(bits(3, 102));
        assertThat(calls.asked(EventSelection.of(bits(10)), bits())).isEqualTo(bits(0, 3));
    }

    @Test
    void asked_eventForStateAlone_isAsked() {
        EventSelection state = EventSelection.of(bits()).withForState(bits(30));

        assertThat(calls.asked(state, bits())).isEqualTo(bits(3, 102));
    }

    @Test
    void asked_genericCall_isAskedUnlessItHasAnEvent() {
        assertThat(calls.asked(EventSelection.of(bits()), bits(2, 7))).isEqualTo(bits(7));
    }

    @Test
    void asked_nothing_isEmpty() {
        assertThat(calls.asked(EventSelection.of(bits()), bits())).isEqualTo(bits());
    }

    private static BitSet bits(int... numbers) {
        BitSet bits = new BitSet();
        for (int number : numbers) {
            bits.set(number);
        }
        return bits;
    }
}
