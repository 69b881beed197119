// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterUseTest {
    private static final int REST = 512;

    private final FilterUse use = new FilterUse(3);

    /** How many events in a row a filter is used for without ruling out anything. */
    private int fruitlessUses() {
        int uses = 0;
        while (use.isDue(1)) {
            use.tell(1, false);
            uses++;
        }
        return uses;
    }

    /** How many events in a row it is not used for; the one that was just asked is among them. */
    private int rest() {
        int events = 1;
        while (!use.isDue(1)) {
            events++;
        }
        return events;
    }

    @Test
    void filter_thatRulesNothingOut_restsAndIsTriedAgain() {
        assertThat(fruitlessUses()).isEqualTo(1);
        assertThat(rest()).isEqualTo(REST);
        assertThat(fruitlessUses()).isEqualTo(5);
        assertThat(rest()).isEqualTo(REST);
        assertThat(fruitlessUses()).isEqualTo(5);
    }

    @Test
    void filter_thatRulesOutInATrial_isUsedOn() {
        fruitlessUses();
        rest();

        use.tell(1, true);

        assertThat(fruitlessUses()).isEqualTo(4 + 8 + 1);
    }

    @Test
    void fruitfulUse_outweighsEightFruitlessOnes() {
        for (int i = 0; i < 1000; i++) {
            use.tell(1, i % 9 == 0);
            assertThat(use.isDue(1)).as("use %d", i).isTrue();
        }
    }

    @Test
    void credit_ofManyFruitfulUses_isBounded() {
        for (int i = 0; i < 100_000; i++) {
            use.tell(1, true);
        }

        assertThat(fruitlessUses()).isEqualTo(64 + 1);
    }

    @Test
    void filters_haveCreditOfTheirOwn() {
        use.tell(1, false);

        assertThat(use.isDue(0)).isTrue();
        assertThat(use.isDue(1)).isFalse();
        assertThat(use.isDue(2)).isTrue();
    }
}
