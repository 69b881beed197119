// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberCacheTest {
    private final NumberCache cache = new NumberCache();

    @Test
    void answer_isFoundForItsTypeKindAndNumberOnly() {
        long[] answer = {1};
        cache.put(3, 5, 7, answer);

        assertThat(cache.get(3, 5, 7)).isSameAs(answer);
        assertThat(cache.get(4, 5, 7)).isNull();
        assertThat(cache.get(3, 6, 7)).isNull();
        assertThat(cache.get(3, 5, 8)).isNull();
    }

    @Test
    void answers_areNeverThoseOfOthers_howeverManyThereAre() {
        int found = 0;
        for (int type = 0; type < 4; type++) {
            for (int number = 1; number <= 2048; number++) {
                cache.put(type, type, number, new long[] {type * 4096L + number});
            }
        }
        for (int type = 0; type < 4; type++) {
            for (int number = 1; number <= 2048; number++) {
                long[] answer = cache.get(type, type, number);
                if (answer != null) {
                    found++;
                    assertThat(answer).containsExactly(type * 4096L + number);
                }
            }
        }
        // As many balls as urns: 63 % are taken.
        assertThat(found).isGreaterThan(4096);
    }
}
