// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberPostingsTest {
    @Test
    void postings_ofThousandsOfNumbers_areFoundByThem() {
        Random random = new Random(7);
        Map<Long, int[]> byNumber = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            byNumber.put(random.nextLong(), new int[] {i});
            byNumber.put((long) i, new int[] {i, -1});
            byNumber.put((long) i << 40, new int[] {i, -2});
        }
        NumberPostings postings = new NumberPostings(byNumber);

        byNumber.forEach((number, of) -> assertThat(postings.get(number)).isEqualTo(of));
        for (int i = 1; i < 3000; i++) {
            assertThat(postings.get(-i)).isEmpty();
        }
    }

    @Test
    void noPostings_areFoundWhereThereAreNone() {
        assertThat(new NumberPostings(Map.of()).get(0)).isEmpty();
    }
}
