// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void id_seenBefore_isNotNew() {
        RecentIds recent = new RecentIds(10);

        assertThat(recent.add("a")).isTrue();
        assertThat(recent.add("a")).isFalse();
    }

    @Test
    void ids_beyondTheCapacity_pushOutTheOldest() {
        RecentIds recent = new RecentIds(2);
        recent.add("a");
        recent.add("b");
        recent.add("c");

        assertThat(recent.add("b")).isFalse();
        assertThat(recent.add("a")).isTrue();
    }
}
