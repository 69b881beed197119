// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 99})
    void randomOperations_behaveAsAHashMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongMap<String> map = new LongMap<>();
        Map<Long, String> model = new HashMap<>();

        for (int step = 0; step < 50_000; step++) {
            long key = random.nextLong(-5, 700);
            if (random.nextInt(5) < 3) {
                map.put(key, "v" + step);
                model.put(key, "v" + step);
            } else {
                map.remove(key);
                model.remove(key);
            }
        }

        assertThat(map.size()).as("seed %d", seed).isEqualTo(model.size());
        for (long key = -5; key < 700; key++) {
            assertThat(map.get(key)).as("seed %d key %d", seed, key).isEqualTo(model.get(key));
        }
    }
}
