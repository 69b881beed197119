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
import java.util.function.Function;
import java.util.function.LongFunction;

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
    private final AlertQueue waiting = new AlertQueue();
    private final Consumer<Alert> out;
    private long sequence;
    private long clock = NEVER;
    private long closed = NEVER;

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
        raiseWaiting();
        clock = time;
        // By the second: closing an incident a little late changes nothing that is said of it.
        if (closed == NEVER || closable() - closed >= SECOND) {
            closed = closable();
            stages.advanceTo(closed);
        }
    }

    /** Up to when alerts have been raised: that of a moment has a time just before it. */
    private long closable() {
        return Math.min(clock, certainBefore() - 1);
    }

    /** Alerts of earlier moments are all there. */
    private long certainBefore() {
        return Math.min(gate.earliest(), waiting.earliest());
    }

    /** Those that no earlier one can come before any more. */
    private void raiseWaiting() {
        while (!waiting.isEmpty() && waiting.earliest() < gate.earliest()) {
            stages.raise(waiting.remove());
        }
    }

    /** A rule matched the event at hand. */
    public void matched(Rule rule, EventView event, String node) {
        long time = event.time();
        if (time < certainBefore()) {
            stages.raise(
                    ofRule(
                            rule,
                            time,
                            keys -> keys.of(event),
                            held ->
                                    StageAlerts.withHeld(
                                            Alerts.of(rule, event, node, NO_VERSION), held)));
        } else {
            Alert alert = Alerts.of(rule, event, node, NO_VERSION);
            waiting.add(
                    time,
                    ofRule(
                            rule,
                            time,
                            stages.keysOf(event),
                            held -> StageAlerts.withHeld(alert, held)));
        }
    }

    private static AlertStages.Raised ofRule(
            Rule rule, long time, Function<Keys, byte[]> keys, LongFunction<Alert> make) {
        return new AlertStages.Raised(
                rule.name(), rule.priority(), rule.tags(), time, keys, Optional.empty(), make);
    }

    /** The event at hand, after rules matched it. */
    public void event(EventView event, String node) {
        steps.match(event, () -> node, sequence++, correlator::apply);
    }

    /**
     * Nothing more will come. What hangs on signs of life that did not come is not told; what
     * waited only for its turn is.
     */
    public void end() {
        while (!waiting.isEmpty()) {
            stages.raise(waiting.remove());
        }
        if (clock != NEVER) {
            stages.advanceTo(closable());
        }
    }

    private void tell(Match match, long moment) {
        Correlation correlation = correlations.get(match.correlation());
        FoundView found = new FoundView(correlation, match, 0);
        AlertStages.Raised raised =
                new AlertStages.Raised(
                        correlation.name(),
                        correlation.priority(),
                        correlation.tags(),
                        match.time(),
                        keys -> keys.of(found),
                        Optional.of(correlation),
                        held -> CorrelationAlerts.of(correlation, match, held, NO_VERSION));
        if (moment != Correlator.Sink.AT_EVENT) {
            waiting.add(moment, match.correlation(), match.key(), raised);
        } else if (match.time() < certainBefore()) {
            stages.raise(raised);
        } else {
            waiting.add(match.time(), raised);
        }
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
