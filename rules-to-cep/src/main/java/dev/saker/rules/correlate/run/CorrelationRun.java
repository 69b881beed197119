// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.Rule;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.event.EventView;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The correlations of a rule set over the events of a recording, one by one in their order. The
 * events themselves are the clock, and a sign of life of their node. Used once.
 */
public final class CorrelationRun {

    /** Nothing was published. */
    private static final int NO_VERSION = 0;

    private static final long SECOND = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final List<Correlation> correlations;
    private final StepMatcher steps;
    private final Correlator correlator;
    private final AbsenceGate gate;
    private final AlertStages stages;
    private final Consumer<Alert> out;
    private long sequence;
    private long clock = NEVER;

    /**
     * @param out is given the alerts that get through, of rules too
     */
    public CorrelationRun(CorrelationSet set, Consumer<Alert> out) {
        this.correlations = set.correlations();
        this.out = out;
        this.steps = new StepMatcher(set);
        this.stages = new AlertStages(set, NO_VERSION, out);
        this.gate = new AbsenceGate(AbsenceGate.SILENCE_NANOS, this::tell, this::silent);
        this.correlator = new Correlator(set, gate::offer);
    }

    /** The next event of a node: to be called before rules match it. */
    public void time(long time, String node) {
        gate.heard(node, time);
        correlator.advanceTo(time);
        // By the second: closing an incident a little late changes nothing that is said of it.
        if (clock == NEVER || time - clock >= SECOND) {
            clock = time;
            stages.advanceTo(time);
        }
    }

    /** A rule matched the event at hand. */
    public void matched(Rule rule, EventView event, String node) {
        stages.raise(
                new AlertStages.Raised(
                        rule.name(),
                        rule.priority(),
                        rule.tags(),
                        event.time(),
                        event,
                        Optional.empty(),
                        held ->
                                StageAlerts.withHeld(
                                        Alerts.of(rule, event, node, NO_VERSION), held)));
    }

    /** The event at hand, after rules matched it. */
    public void event(EventView event, String node) {
        steps.match(event, () -> node, sequence++, correlator::apply);
    }

    private void tell(Match match) {
        Correlation correlation = correlations.get(match.correlation());
        stages.raise(
                new AlertStages.Raised(
                        correlation.name(),
                        correlation.priority(),
                        correlation.tags(),
                        match.time(),
                        new FoundView(correlation, match, 0),
                        Optional.of(correlation),
                        held -> CorrelationAlerts.of(correlation, match, held, NO_VERSION)));
    }

    private void silent(AbsenceGate.Silence silence) {
        out.accept(SilenceAlerts.of(silence, NO_VERSION));
    }

    /** Alerts that were held back. */
    public long suppressed() {
        return stages.suppressed();
    }

    /** Hits that came behind their time and were not taken. */
    public long late() {
        return correlations.stream().mapToLong(c -> correlator.late(c.index())).sum();
    }

    /** Keys that were forgotten because there were too many. */
    public long evicted() {
        return correlations.stream().mapToLong(c -> correlator.evicted(c.index())).sum();
    }

    /** Steps that hung on a field which nobody recorded. */
    public long undecided() {
        return steps.undecided();
    }
}
