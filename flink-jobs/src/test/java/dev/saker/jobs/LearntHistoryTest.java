// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.HostsStream.Outcome;
import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.schemas.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job that begins with history: correlations know it, and nobody is told of it. */
class LearntHistoryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long FROM = RandomHosts.START + 30 * SECOND;
    private static final String OTHERS =
            """
            - rule: Of that time
              desc: d
              condition: evt.type = openat
              output: o
              priority: NOTICE
            """;
    private static final String RULES =
            """
            - rule: Plain
              desc: d
              condition: evt.type = openat and fd.directory = /a
              output: "plain %fd.name"
              priority: WARNING
            - rule: Once
              desc: d
              condition: evt.type = openat and fd.directory = /b
              output: "once %fd.name"
              priority: WARNING
            - suppress: Once in an hour
              match: {rules: [Once]}
              for: 1h
            - correlation: News of a host
              type: new_value
              condition: evt.type = openat
              by: [evt.hostname]
              field: fd.name
              history: 1h
              learn: 20s
              output: "news %fd.name"
              priority: NOTICE
            - correlation: News of a user
              type: new_value
              condition: evt.type = openat
              by: [user.name]
              field: [evt.hostname, fd.name]
              history: 1h
              learn: 20s
              output: "news %fd.name"
              priority: NOTICE
            - correlation: Steps
              type: temporal_ordered
              by: [evt.hostname]
              within: 20s
              steps:
                - {id: one, condition: evt.type = openat and fd.directory = /a}
                - {id: two, condition: evt.type = openat and fd.directory = /d}
              output: "%one.fd.name %two.fd.name"
              priority: NOTICE
            """;

    @Test
    void history_thatIsLearntFrom_isKnownAndNotTold() throws Exception {
        HostsStream stream = new HostsStream(20261122);
        Outcome whole = stream.undisturbed(new ChangingRules(RULES));

        Outcome learnt =
                stream.undisturbed(
                        new ChangingRules(OTHERS)
                                .from(RandomHosts.START + 25 * SECOND, 2, RULES)
                                .alertsFrom(FROM));

        assertThat(found(learnt))
                .filteredOn(alert -> !alert.rule().equals("Once"))
                .extracting(LearntHistoryTest::withoutVersion)
                .containsExactlyInAnyOrderElementsOf(
                        found(whole).stream()
                                .filter(alert -> !alert.rule().equals("Once"))
                                .filter(alert -> alert.time() >= FROM)
                                .map(LearntHistoryTest::withoutVersion)
                                .toList());
        assertThat(found(learnt))
                .extracting(Alert::rule)
                .contains("Plain", "News of a host", "News of a user", "Steps");
        assertThat(learnt.metrics().count("learnt")).isPositive();
    }

    /** Else a job that learnt would be silent of what it never told. */
    @Test
    void suppression_ofWhatWasOnlyLearntFrom_holdsNothingBack() throws Exception {
        HostsStream stream = new HostsStream(20261122);

        Outcome learnt = stream.undisturbed(new ChangingRules(RULES).alertsFrom(FROM));

        assertThat(found(learnt))
                .filteredOn(alert -> alert.rule().equals("Once"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.time()).isGreaterThanOrEqualTo(FROM));
    }

    private static List<Alert> found(Outcome outcome) {
        return outcome.found().stream()
                .filter(alert -> !alert.source().equals("internal"))
                .toList();
    }

    private static String withoutVersion(Alert alert) {
        return HostsStream.told(alert).replaceFirst(" \\d+$", "");
    }
}
