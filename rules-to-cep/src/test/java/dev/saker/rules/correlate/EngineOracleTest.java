// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CorrelationType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Flink's engine as a second oracle of sequences: where slots and engine know the same forms, they
 * find the same, and what the definitions say. A sample always, two hundred thousand with {@code
 * -Dsaker.long=true}.
 */
class EngineOracleTest {

    private static final int CASES = Boolean.getBoolean("saker.long") ? 200_000 : 800;

    @Test
    void engine_overRandomSequences_findsWhatSlotsAndDefinitionsDo() {
        int found = 0;
        for (long seed = 0; seed < CASES; seed++) {
            OracleCase slots = new OracleCase(CorrelationType.TEMPORAL_ORDERED, seed);
            Optional<OracleCase> engine = slots.forEngine();
            if (engine.isPresent()) {
                List<String> expected = slots.expected();

                assertThat(engine.get().found(seed % 3 == 0))
                        .as("seed %d: %s", seed, slots)
                        .isEqualTo(expected)
                        .isEqualTo(slots.found(false));
                found += expected.size();
            }
        }
        assertThat(found).as("cases that match").isGreaterThan(CASES / 10);
    }

    /** So that an edit which adds {@code engine: cep} does not change the ids of alerts. */
    @Test
    void engine_whereTheNewestBeginningIsEnough_namesTheEventsThatSlotsName() {
        for (long seed = 0; seed < CASES; seed++) {
            OracleCase slots = new OracleCase(CorrelationType.TEMPORAL_ORDERED, seed);
            boolean newest = ((Pattern.Sequence) slots.pattern()).newestIsEnough();
            Optional<OracleCase> engine = slots.forEngine();
            if (newest && engine.isPresent()) {
                assertThat(engine.get().foundEvents())
                        .as("seed %d: %s", seed, slots)
                        .isEqualTo(slots.foundEvents());
            }
        }
    }
}
