// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Priority;
import dev.saker.rules.match.MatchMode;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.Alert;
import dev.saker.standalone.replay.ReplayRun;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayAgreementTest {
    /**
     * The rules we ship need nothing that a record does not hold, as far as this recording goes.
     * What an option leaves out of the scan is left out of the job.
     */
    @Test
    void recording_replayedAsABatchJob_givesTheAlertsOfTheScan() throws Exception {
        Path recording = FalcoFiles.recording("triggers");
        RuleInput rules = RuleInput.of(List.of());
        CompilerOptions options = ScanRules.options().withMinPriority(Priority.WARNING);
        List<String> scanned = new ArrayList<>();
        Scan scan =
                new Scan(
                        rules.compile(options).ruleSet().orElseThrow(),
                        MatchMode.ALL,
                        false,
                        (alert, event) -> scanned.add(alert.alertId()));
        try (RecordingReader reader = RecordingReader.open(recording)) {
            scan.run(reader);
        }

        AtomicLong read = new AtomicLong();
        ReplayRun.Outcome outcome =
                ReplayRun.of(recording)
                        .run(
                                rules.toPublish(new HostLookup(), options).files(),
                                Matching.of(MatchMode.ALL),
                                read::set);

        assertThat(scanned).hasSizeGreaterThan(10);
        assertThat(outcome.alerts())
                .extracting(Alert::alertId)
                .containsExactlyInAnyOrderElementsOf(scanned);
        assertThat(outcome.count(MatchCounters.EVENTS)).isGreaterThan(1_000);
        assertThat(read.get())
                .as("what is told last")
                .isEqualTo(
                        outcome.count(MatchCounters.EVENTS) + outcome.count(MatchCounters.MARKERS));
        assertThat(outcome.count(MatchCounters.UNDECODABLE)).isZero();
    }
}
