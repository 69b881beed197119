// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** has_recently_exited: the last 8,192 exits, by thread and parent, for two seconds. */
class RecentExitsTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecentExits exits = new RecentExits();

    @Test
    void exit_isKnownByThreadAndParent_forTwoSeconds() {
        exits.add(5, 4, 10 * SECOND);

        assertThat(exits.contains(5, 4, 10 * SECOND)).isTrue();
        assertThat(exits.contains(5, 4, 12 * SECOND - 1)).isTrue();
        assertThat(exits.contains(5, 4, 12 * SECOND)).isFalse();
        assertThat(exits.contains(5, 4, 10 * SECOND - 1)).isFalse();
        assertThat(exits.contains(5, 3, 10 * SECOND)).isFalse();
        assertThat(exits.contains(4, 5, 10 * SECOND)).isFalse();
    }

    @Test
    void exits_beyondThoseKept_areForgotten() {
        int all = 3 * RecentExits.KEPT;
        for (int tid = 0; tid < all; tid++) {
            exits.add(tid, 1, SECOND);
        }

        for (int tid = 0; tid < all; tid++) {
            assertThat(exits.contains(tid, 1, SECOND))
                    .as("exit %d", tid)
                    .isEqualTo(tid >= all - RecentExits.KEPT);
        }
    }

    @Test
    void sameThread_endingAgainAndAgain_isKnownByAnyOfItsEnds() {
        for (int time = 0; time < 2 * RecentExits.KEPT; time++) {
            exits.add(7, 1, time * SECOND);
        }

        assertThat(exits.contains(7, 1, (2L * RecentExits.KEPT - 1) * SECOND)).isTrue();
        assertThat(exits.contains(7, 1, (RecentExits.KEPT + 5L) * SECOND)).isTrue();
        assertThat(exits.contains(7, 1, 5 * SECOND)).isFalse();
    }
}
