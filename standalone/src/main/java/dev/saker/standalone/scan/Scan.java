// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.Replay;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.output.Alerts;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.Alert;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Rules over a recording: reader, host state and matcher in the calling thread. Used once.
 *
 * <p>Alerts have no rule set version: 0, as nothing was published.
 */
public final class Scan implements MatchHandler {
    private static final int NO_VERSION = 0;

    private final RuleSet rules;
    private final RecordedMatching matching;
    private final boolean strictFalco;
    private final BiConsumer<Alert, EventView> alerts;
    private final Optional<CorrelationRun> correlations;
    private final ScanSummary summary = new ScanSummary();

    /**
     * @param strictFalco whether what Falco keeps and answers by mistake is so here, too
     * @param alerts is given the alerts in the order of their events, each with its event, which is
     *     lent; those of correlations with the event at which they became certain
     */
    public Scan(
            RuleSet rules,
            MatchMode mode,
            boolean strictFalco,
            BiConsumer<Alert, EventView> alerts) {
        this.rules = rules;
        this.matching = new RecordedMatching(rules, mode, strictFalco, this);
        this.strictFalco = strictFalco;
        this.alerts = alerts;
        this.correlations =
                rules.correlations().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new CorrelationRun(rules.correlations(), this::correlated));
        correlations.ifPresent(matching::drive);
    }

    /**
     * Scans to the end of the recording.
     *
     * @throws dev.saker.scap.file.RecordingException at the first damage; the alerts before it have
     *     been given out
     */
    public void run(RecordingReader recording) throws IOException {
        Replay replay = new Replay(matching, strictFalco);
        try {
            replay.run(recording);
        } finally {
            correlations.ifPresent(CorrelationRun::end);
            summary.read(recording.counts(), replay);
            correlations.ifPresent(summary::correlated);
        }
    }

    /** Scans the first blocks of the recording, without a summary. */
    public void run(RecordingReader recording, long blocks) throws IOException {
        new Replay(matching).run(recording, blocks);
    }

    public ScanSummary summary() {
        return summary;
    }

    /** A table of what the rules have cost so far, lines each with its end. */
    public String ruleCosts() {
        return RuleCostTable.text(rules.rules(), matching::cost);
    }

    /**
     * With correlations, rules' alerts come this way too: items about alerts may hold them back.
     */
    private void correlated(Alert alert) {
        summary.alerted(alert);
        alerts.accept(alert, matching.event());
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        if (correlations.isPresent()) {
            correlations.get().matched(rule, event, matching.node());
            return;
        }
        summary.matched(rule);
        alerts.accept(Alerts.of(rule, event, matching.node(), NO_VERSION), event);
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        summary.undecided(rule);
    }
}
