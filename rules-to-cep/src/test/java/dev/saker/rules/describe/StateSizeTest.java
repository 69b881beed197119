// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code rules explain} says that a key takes. */
class StateSizeTest {
    private static final String COUNT =
            """
            - correlation: Count
              condition: evt.type = connect
              by: [proc.pid]
              within: 5m
              output: o
              priority: NOTICE
            """;

    private static CorrelationDescription explained(String count, String... lines) {
        String text = count + "  " + String.join("\n  ", lines) + "\n";
        return RuleCompiler.explain(List.of(new RuleSource("test", text)))
                .description()
                .orElseThrow()
                .correlations()
                .get(0);
    }

    /** Of late events the newest twice as many are remembered. */
    @ParameterizedTest
    @CsvSource({
        "event_count, fd.sip, times of the last 500 events, times of the last 1000 events",
        "value_count, fd.sip, the last 500 distinct values, the last 1000 distinct values",
    })
    void count_thatLateEventsMayJoin_keepsTwice(
            String type, String field, String onTime, String late) {
        String[] lines = {
            "type: " + type,
            "threshold: {gte: 500}",
            type.equals("value_count") ? "field: " + field : "enabled: true",
            "allowed_lateness: 30s"
        };
        CorrelationDescription of = explained(COUNT, lines[0], lines[1], lines[2]);
        CorrelationDescription ofLate = explained(COUNT, lines);
        CorrelationDescription ofTwice =
                explained(COUNT, lines[0], "threshold: {gte: 1000}", lines[2]);

        assertThat(of.lowering()).isEqualTo(onTime);
        assertThat(ofLate.lowering()).isEqualTo(late);
        assertThat(ofLate.keyBytes()).isEqualTo(ofTwice.keyBytes()).isGreaterThan(of.keyBytes());
        assertThat(ofLate.worstBytes()).isGreaterThan(of.worstBytes());
    }

    @Test
    void count_tooLargeToKeepEachEventOf_isInPanes() {
        CorrelationDescription large =
                explained(COUNT, "type: event_count", "threshold: {gte: 10001}");
        CorrelationDescription less =
                explained(COUNT, "type: event_count", "threshold: {gte: 10000}");

        assertThat(large.lowering()).isEqualTo("60 panes");
        assertThat(less.lowering()).isEqualTo("times of the last 10000 events");
        assertThat(large.keyBytes()).isLessThan(less.keyBytes() / 10);
    }

    @Test
    void count_ofAWindowAtATime_keepsNoEvents() {
        String window = "window: tumbling";
        CorrelationDescription few =
                explained(COUNT, "type: event_count", "threshold: {gte: 5}", window);
        CorrelationDescription many =
                explained(COUNT, "type: event_count", "threshold: {gte: 5000}", window);

        assertThat(few.lowering()).isEqualTo("one tumbling window at a time");
        assertThat(many.keyBytes()).isEqualTo(few.keyBytes());
    }

    /** With as many keys as there can be: one of a host where nothing else tells keys apart. */
    @ParameterizedTest
    @CsvSource({
        "evt.hostname, 1",
        "'evt.hostname, user.name', 5000",
        "user.name, 5000",
        "'', 1",
    })
    void worst_ofAKey_isThatOfAllThatThereCanBe(String by, long keys) {
        CorrelationDescription of =
                explained(
                        COUNT.replace("proc.pid", by),
                        "type: event_count",
                        "threshold: {gte: 5}",
                        "limits: {keys: 5000}");

        assertThat(of.worstBytes()).isEqualTo(keys * of.keyBytes());
    }
}
