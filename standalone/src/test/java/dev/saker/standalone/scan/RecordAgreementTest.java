// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.output.Alerts;
import dev.saker.scap.EventTable;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A recording scanned, and the same recording as the records that the jobs match: the same alerts,
 * their ids and texts included. What a record does not hold (container metadata) leaves a rule
 * undecided there, which is said, and is left out here.
 */
class RecordAgreementTest {

    @Test
    void alertsOfRecords_areThoseOfTheScan() throws IOException {
        BitSet events = new BitSet();
        events.set(0, EventTable.get().size());
        CompilerOptions options = CompilerOptions.defaults().withCapture(Capture.ofEvents(events));
        RuleSet rules =
                RuleCompiler.compile(FalcoFiles.rules("all3"), options).ruleSet().orElseThrow();

        List<Alert> scanned = new ArrayList<>();
        Scan scan = new Scan(rules, MatchMode.ALL, false, (alert, event) -> scanned.add(alert));
        try (RecordingReader reader = RecordingReader.open(FalcoFiles.recording("triggers"))) {
            scan.run(reader);
        }
        Records records = new Records(rules);
        try (RecordingReader reader = RecordingReader.open(FalcoFiles.recording("triggers"))) {
            new Replay(records).run(reader);
        }

        assertThat(scanned).hasSizeGreaterThan(50);
        scanned.removeIf(alert -> records.undecided.contains(alert.alertId()));
        assertThat(records.alerts.stream().map(Alert::alertId))
                .containsExactlyElementsOf(scanned.stream().map(Alert::alertId).toList());
        for (int index = 0; index < scanned.size(); index++) {
            assertThat(records.alerts.get(index)).isEqualTo(scanned.get(index));
        }
    }

    /** Each event written as a record, and matched from its bytes. */
    private static final class Records implements ReplayHandler, MatchHandler {
        private final Matcher matcher;
        private final SyscallEventWriter writer = new SyscallEventWriter();
        private final AvroEventView view = new AvroEventView();
        private final Slice node = new Slice();
        private final List<Alert> alerts = new ArrayList<>();
        private final Set<String> undecided = new HashSet<>();
        private SyscallEventSource source;

        Records(RuleSet rules) {
            matcher = new Matcher(rules, MatchMode.ALL);
        }

        @Override
        public void onBegin(SyscallEventSource newSource) {
            source = newSource;
        }

        @Override
        public void onEvent() {
            writer.write(source, FieldGroup.ALL);
            view.wrap(writer.array(), 0, writer.length());
            matcher.match(view, this);
        }

        @Override
        public void onMatch(Rule rule, EventView event) {
            view.event().node(node);
            alerts.add(Alerts.of(rule, event, node.toString(), 0));
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            undecided.add(Alerts.id(rule.name(), List.of(event.id())));
        }
    }
}
