// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.event.EventView;
import dev.saker.schemas.Alert;
import java.util.List;
import java.util.function.Consumer;

/**
 * The correlations of a rule set over the events of a recording, one by one in their order. The
 * events themselves are the clock, and a sign of life of their node. Used once.
 */
public final class CorrelationRun {

    /** Nothing was published. */
    private static final int NO_VERSION = 0;

    private final List<Correlation> correlations;
    private final StepMatcher steps;
    private final Correlator correlator;
    private final AbsenceGate gate;
    private final Consumer<Alert> out;
    private long sequence;

    /**
     * @param out is given alerts
     */
    public CorrelationRun(CorrelationSet set, Consumer<Alert> out) {
        this.correlations = set.correlations();
        this.out = out;
        this.steps = new StepMatcher(set);
        this.gate = new AbsenceGate(AbsenceGate.SILENCE_NANOS, this::tell, this::silent);
        this.correlator = new Correlator(set, gate::offer);
    }

    /** The next event of a node. */
    public void event(EventView event, String node) {
        gate.heard(node, event.time());
        correlator.advanceTo(event.time());
        steps.match(event, node, sequence++, correlator::apply);
    }

    private void tell(Match match) {
        Correlation correlation = correlations.get(match.correlation());
        out.accept(CorrelationAlerts.of(correlation, match, 0, NO_VERSION));
    }

    private void silent(AbsenceGate.Silence silence) {
        out.accept(SilenceAlerts.of(silence, NO_VERSION));
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
