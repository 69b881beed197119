// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.StepValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbsenceGateTest {

    private final List<Match> told = new ArrayList<>();
    private final List<AbsenceGate.Silence> silences = new ArrayList<>();
    private final AbsenceGate gate =
            new AbsenceGate(30, (match, moment) -> told.add(match), silences::add);

    @Test
    void absence_hostHeardAfterIt_isTold() {
        gate.heard("a", 100);
        gate.offer(absence("a", 110), 110);
        assertThat(told).isEmpty();

        gate.heard("b", 115);
        assertThat(told).isEmpty();

        gate.heard("a", 110);
        assertThat(told).hasSize(1);
        assertThat(silences).isEmpty();
    }

    @Test
    void absence_hostSilent_isNeverTold() {
        gate.heard("a", 100);
        gate.offer(absence("a", 110), 110);

        gate.heard("b", 131);
        gate.heard("a", 140);

        assertThat(told).isEmpty();
        assertThat(silences).hasSize(1);
        assertThat(silences.get(0).node()).isEqualTo("a");
        assertThat(silences.get(0).lastHeard()).isEqualTo(100);
        assertThat(SilenceAlerts.of(silences.get(0), 1).rule()).isEqualTo("host_silent");
    }

    @Test
    void match_thatRestsOnNothingAbsent_isToldAtOnce() {
        Match match = absence("a", 110);

        gate.offer(
                new Match(
                        0,
                        match.key(),
                        110,
                        false,
                        match.last(),
                        Map.of(),
                        List.of("e"),
                        1,
                        0,
                        "",
                        100,
                        false),
                110);

        assertThat(told).hasSize(1);
    }

    private static Match absence(String node, long time) {
        StepEvent event = new StepEvent("e", 100, node, StepValues.NONE);
        return new Match(
                0, new byte[0], time, true, event, Map.of(), List.of("e"), 1, 0, "", 100, false);
    }
}
