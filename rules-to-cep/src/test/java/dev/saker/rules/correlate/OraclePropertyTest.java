// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import dev.saker.rules.correlate.run.ReorderBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What states find is what the definitions say, over random patterns and streams: a sample always,
 * two hundred thousand of each type with {@code -Dsaker.long=true}.
 */
class OraclePropertyTest {

    private static final int CASES = Boolean.getBoolean("saker.long") ? 200_000 : 1_500;

    @ParameterizedTest
    @EnumSource(CorrelationType.class)
    void states_overRandomStreams_findWhatTheDefinitionsSay(CorrelationType type) {
        int found = 0;
        for (long seed = 0; seed < CASES; seed++) {
            OracleCase one = new OracleCase(type, seed);
            List<String> expected = one.expected();

            assertThat(one.found(false)).as("seed %d: %s", seed, one).isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).as("cases that match").isGreaterThan(CASES / 10);
    }

    @ParameterizedTest
    @EnumSource(CorrelationType.class)
    void states_storedAndReadAgain_goOnAsBefore(CorrelationType type) {
        for (long seed = 0; seed < CASES / 4; seed++) {
            OracleCase one = new OracleCase(type, seed);

            assertThat(one.found(true)).as("seed %d: %s", seed, one).isEqualTo(one.found(false));
        }
    }

    /** Hits in an order that differs by a bound, held until the watermark passes them. */
    @ParameterizedTest
    @EnumSource(CorrelationType.class)
    void hits_putIntoOrder_findWhatHitsInOrderDo(CorrelationType type) {
        for (long seed = 0; seed < CASES / 4; seed++) {
            OracleCase one = new OracleCase(type, seed);

            assertThat(disordered(one, seed))
                    .as("seed %d: %s", seed, one)
                    .isEqualTo(one.found(false));
        }
    }

    private static List<String> disordered(OracleCase one, long seed) {
        Random random = new Random(seed);
        int bound = 1 + random.nextInt(20);
        List<Hit> arriving = new ArrayList<>();
        one.events().forEach(event -> arriving.add(OracleCase.hit(event)));
        long[] arrivals =
                arriving.stream().mapToLong(h -> h.time() + random.nextInt(bound)).toArray();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < arrivals.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Long.compare(arrivals[a], arrivals[b]));
        KeyState state = new KeyStates(one.correlation()).create(new byte[] {7});
        List<Match> matches = new ArrayList<>();
        ReorderBuffer buffer = new ReorderBuffer();
        for (int i : order) {
            assertThat(buffer.add(arriving.get(i))).as("in time").isTrue();
            long watermark = arriving.get(i).time() - bound;
            buffer.release(watermark + 1, hit -> state.apply(hit, matches::add));
        }
        buffer.release(Long.MAX_VALUE, hit -> state.apply(hit, matches::add));
        while (state.deadline() != KeyState.NO_DEADLINE) {
            state.advanceTo(state.deadline(), matches::add);
        }
        return one.texts(matches);
    }
}
