// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.rules.event.AvroEventView;
import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedCorrelationsTest {

    private static final String NODE = "node";
    private static final LoadedRules RULES = LoadedRules.shipped();

    static List<DrawnCase> cases() {
        return DrawnCase.readAll();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void events_drawnAsALine_raiseTheAlertsDrawnBelow(DrawnCase drawn) {
        StringBuilder line = new StringBuilder();
        for (Alert alert : alerts(drawn)) {
            int column = (int) ((alert.time() - CaseHost.EVENT_TIME) / drawn.unitNanos());
            line.append(".".repeat(Math.max(0, column - line.length()))).append('!');
        }

        assertThat(line).hasToString(drawn.alerts());
    }

    private static List<Alert> alerts(DrawnCase drawn) {
        List<Alert> alerts = new ArrayList<>();
        CorrelationRun run = new CorrelationRun(RULES.ruleSet().correlations(), alerts::add);
        AvroEventView view = new AvroEventView();
        Map<Character, Integer> seen = new HashMap<>();
        for (int column = 0; column < drawn.line().length(); column++) {
            char letter = drawn.line().charAt(column);
            if (letter != '.') {
                int occurrence = seen.merge(letter, 1, Integer::sum) - 1;
                long time = CaseHost.EVENT_TIME + column * drawn.unitNanos();
                byte[] record = CaseHost.record(drawn.event(letter, occurrence), time);
                view.wrap(record, 0, record.length);
                run.time(time, NODE);
                run.event(view, NODE);
            }
        }
        alerts.removeIf(alert -> !alert.rule().equals(drawn.correlation()));
        return alerts;
    }

    @Test
    void everyCorrelation_hasCasesForBothOutcomes() {
        List<String> names =
                RULES.ruleSet().correlations().correlations().stream()
                        .map(Correlation::name)
                        .toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(12);
        assertThat(namesOfCases(true)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(namesOfCases(false)).containsExactlyInAnyOrderElementsOf(names);
    }

    // Else it is told only when the watermark has passed.
    @Test
    void everyCorrelation_isAboutOneHost_andNamesItsTechnique() {
        assertThat(RULES.ruleSet().correlations().correlations())
                .allSatisfy(
                        one -> {
                            assertThat(one.hostMode()).as(one.name()).isTrue();
                            assertThat(one.tags())
                                    .as(one.name())
                                    .anyMatch(tag -> tag.matches("T\\d{4}(\\.\\d{3})?"));
                        });
    }

    private static List<String> namesOfCases(boolean alerts) {
        return cases().stream()
                .filter(drawn -> alerts != drawn.alerts().isEmpty())
                .map(DrawnCase::correlation)
                .distinct()
                .toList();
    }
}
