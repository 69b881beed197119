// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCorrelation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String ALL =
            "%corr.count|%corr.distinct|%corr.value|%corr.first_time|%corr.last_time"
                    + "|%corr.key|%corr.suppressed|%corr.truncated";

    /** Times are seconds after {@code 22:13:20}, where lines begin. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "event_count; threshold: {gte: 3}; a.aa; 3|3|<NA>|20Z|23Z|u|0|false",
                "event_count; threshold: {gte: 3}, window: tumbling;"
                        + " a.aa; 3|0|<NA>|20Z|23Z|u|0|false",
                "event_count; threshold: {lt: 3}, window: tumbling;"
                        + " a..a.......x; 2|0|<NA>|20Z|23Z|u|0|false",
                "event_count; threshold: {eq: 2}, window: session, gap: 4s;"
                        + " .a..a....x; 2|0|<NA>|21Z|24Z|u|0|false",
                "event_count; threshold: {gte: 3}, allowed_lateness: 5s;"
                        + " .aaa; 3|3|<NA>|21Z|23Z|u|0|false",
                "value_count; threshold: {gte: 2}, field: proc.name;"
                        + " aa.b; 2|2|<NA>|21Z|23Z|u|0|false",
                "value_sum; threshold: {gt: 5000}, field: proc.pid;"
                        + " a.a; 2|0|9422|20Z|22Z|u|0|false",
                "value_avg; threshold: {gte: 3}, field: proc.pid; a; 1|0|4711|20Z|20Z|u|0|false",
                "value_percentile; threshold: {gte: 3}, percentile: 50, field: proc.pid;"
                        + " a..........x; 1|0|4711|20Z|20Z|u|0|false",
                "new_value; history: 1h, field: proc.name; .a; 1|1|<NA>|21Z|21Z|u|0|false",
            })
    void output_ofACorrelation_saysWhatWasFound(
            String type, String keys, String line, String said) {
        String within = type.equals("new_value") ? "" : "  within: 10s\n";
        String rules =
                "- correlation: Some\n  priority: INFO\n  by: [user.name]\n"
                        + ("  type: " + type + "\n" + within)
                        + "  condition: proc.name != x\n"
                        + keys.replaceAll(", (?=\\w+: )", "\n").indent(2)
                        + ("  output: \"" + ALL + "\"\n");

        assertThat(messages(rules, line)).containsExactly(said);
    }

    private static List<String> messages(String rules, String line) {
        return Timeline.alerts(rules, Map.of("u", line)).stream()
                .map(Alert::message)
                .map(message -> message.replace("2023-11-14T22:13:", ""))
                .toList();
    }

    @Test
    void output_ofSteps_saysWhatWasFound() {
        String sequence =
                """
                - correlation: A then no N then B
                  type: temporal_ordered
                  by: [user.name]
                  within: 10s
                  steps:
                    - {id: one, condition: proc.name = a}
                    - {id: none, not: true, condition: proc.name = n}
                    - {id: two, condition: proc.name = b, count: 2}
                  output: "ALL|%one.proc.name|%two.evt.time.s"
                  priority: INFO
                """;
        String set = sequence.replace("temporal_ordered", "temporal");

        assertThat(messages(sequence.replace("ALL", ALL), "a..b.b"))
                .containsExactly("3|0|<NA>|20Z|25Z|u|0|false|a|22:13:25");
        assertThat(messages(set.replace("ALL", ALL), "b..b.a..........x"))
                .containsExactly("3|0|<NA>|20Z|25Z|u|0|false|a|22:13:23");
    }

    /** It is told later, of what was last. */
    @Test
    void output_ofWhatDoesNotCome_saysWhenWhatCameDid() {
        String rules =
                """
                - correlation: A without B
                  type: temporal_ordered
                  by: [user.name]
                  within: 5s
                  steps:
                    - {id: one, condition: proc.name = a}
                    - {id: none, not: true, condition: proc.name = b}
                  output: "%corr.count|%corr.first_time|%corr.last_time"
                  priority: INFO
                """;

        assertThat(messages(rules, ".a......x")).containsExactly("1|21Z|21Z");
    }

    @Test
    void events_ofACount_areNamedUpToTheLimit() {
        Alert alert =
                only(
                        """
                        - correlation: Four
                          type: event_count
                          condition: proc.name = a
                          by: [user.name]
                          within: 10s
                          threshold: {gte: 4}
                          limits: {sample: 2}
                          output: "%user.name"
                          priority: WARNING
                        """,
                        "aaaa");

        assertThat(alert.eventIds()).hasSize(2);
        assertThat(alert.correlation().orElseThrow().count()).isEqualTo(4);
    }

    private static Alert only(String rules, String line) {
        List<Alert> alerts = Timeline.alerts(rules, Map.of("u", line));
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }
}
