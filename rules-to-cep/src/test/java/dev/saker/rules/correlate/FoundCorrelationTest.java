// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCorrelation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an alert tells of the correlation that raised it. */
class FoundCorrelationTest {

    @Test
    void alert_ofASequence_namesTheEventOfEachStep() {
        Alert alert =
                only(
                        """
                        - correlation: A then B
                          type: temporal_ordered
                          by: [user.name]
                          within: 10s
                          steps:
                            - {id: second, condition: proc.name = a}
                            - {id: first, condition: proc.name = b}
                          output: "%user.name"
                          priority: WARNING
                        """,
                        "a..b");

        AlertCorrelation found = alert.correlation().orElseThrow();
        assertThat(found.type()).isEqualTo("temporal_ordered");
        assertThat(found.key()).isEqualTo("u");
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.lastTime() - found.firstTime()).isEqualTo(3_000_000_000L);
        assertThat(found.steps())
                .containsExactly(
                        new AlertCorrelation.Step("second", alert.eventIds().get(0)),
                        new AlertCorrelation.Step("first", alert.eventIds().get(1)));
    }

    @Test
    void alert_ofACount_hasNoSteps() {
        AlertCorrelation found =
                only(
                                """
                                - correlation: Many A
                                  type: event_count
                                  condition: proc.name = a
                                  by: [user.name]
                                  within: 10s
                                  threshold: {gte: 3}
                                  output: "%user.name"
                                  priority: WARNING
                                """,
                                "a.aa")
                        .correlation()
                        .orElseThrow();

        assertThat(found.type()).isEqualTo("event_count");
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.steps()).isEmpty();
    }

    private static Alert only(String rules, String line) {
        List<Alert> alerts = Timeline.alerts(rules, Map.of("u", line));
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }
}
