// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KindCacheTest {
    private static final int MOST = 128;

    private final KindCache cache = new KindCache();

    private static KindCache.Kind kind(int number) {
        return new KindCache.Kind(new long[] {number}, new int[0], new int[0], 0);
    }

    @Test
    void kinds_thatWereKept_areFoundAgain() {
        for (int i = 0; i < MOST; i++) {
            cache.put((long) i << 40 | i, kind(i));
        }

        for (int i = 0; i < MOST; i++) {
            assertThat(cache.get((long) i << 40 | i).possible()).containsExactly(i);
        }
        assertThat(cache.get(MOST)).isNull();
        assertThat(cache.get(-2)).isNull();
    }

    @Test
    void kinds_moreThanThereAre_areForgottenButForTheNewest() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(cache.get(i)).isNull();
            cache.put(i, kind(i));
            assertThat(cache.get(i).possible()).containsExactly(i);
        }
    }
}
