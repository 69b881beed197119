// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.run.StepMatcher;
import dev.saker.rules.event.EventView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The steps of one rule set's correlations in one match task: what an event means to them goes to
 * where their keys are.
 */
public final class StepHits {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long version;
    private final boolean shadow;
    private final StepMatcher matcher;
    private final List<Correlation> correlations;
    private final List<String> addresses;
    private final CorrelationCounts counts;
    private final List<HitList.Placed> ofHost = new ArrayList<>();
    private final List<HitList.Placed> ofFleet = new ArrayList<>();
    private int place;
    private long undecided;

    /**
     * An event at hand.
     *
     * @param time that it counts as, ns
     * @param late whether event time is past it
     * @param behind whether a newer event of its node came before
     */
    public record At(
            Supplier<String> node,
            long time,
            long run,
            long sequence,
            boolean late,
            boolean behind) {}

    /**
     * @param shadow whether the rule set is on trial
     * @param told whether it is told which steps hold, rather than finding out
     */
    public StepHits(
            CorrelationSet set,
            long version,
            boolean shadow,
            CorrelationCounts counts,
            boolean told) {
        this.version = version;
        this.shadow = shadow;
        this.matcher = told ? StepMatcher.beside(set) : new StepMatcher(set);
        this.correlations = set.correlations();
        this.addresses = correlations.stream().map(one -> Hosted.address(shadow, one)).toList();
        this.counts = counts;
    }

    /** The condition of a step holds for the event at hand. */
    public void met(int condition) {
        matcher.met(condition);
    }

    /** Whether the condition of a step holds for the event at hand cannot be known. */
    public void unknown() {
        matcher.unknown();
    }

    /** Whether any step may be about the event at hand, which is of this type. */
    public boolean watches(int type) {
        return matcher.watches(type);
    }

    /**
     * Holds an event against all steps.
     *
     * @return whether it matters to a host's correlations and came behind a newer event of the host
     */
    public boolean match(EventView event, At at, Outlet out) {
        place = 0;
        ofHost.clear();
        ofFleet.clear();
        matcher.match(event, at.node(), at.sequence(), hit -> sort(atTime(hit, at.time())));
        counts.undecided(matcher.undecided() - undecided);
        undecided = matcher.undecided();
        if (!ofHost.isEmpty()) {
            send(at, out);
        }
        for (HitList.Placed placed : ofFleet) {
            Correlation correlation = correlations.get(placed.hit().correlation());
            if (at.late() && correlation.pattern().latenessNanos() == 0) {
                counts.late(correlation.name());
            } else {
                send(placed, at, out);
            }
        }
        return at.behind() && !ofHost.isEmpty();
    }

    private void sort(Hit hit) {
        Correlation correlation = correlations.get(hit.correlation());
        counts.hit(correlation.name());
        HitList.Placed placed = new HitList.Placed(place++, hit);
        (correlation.hostMode() ? ofHost : ofFleet).add(placed);
    }

    /** No clock is trusted further than a little beyond the broker's. */
    private static Hit atTime(Hit hit, long time) {
        StepEvent event = hit.event();
        if (event.time() == time) {
            return hit;
        }
        StepEvent clamped = new StepEvent(event.id(), time, event.node(), event.values());
        return new Hit(hit.correlation(), hit.inputs(), hit.key(), clamped, hit.sequence());
    }

    private void send(At at, Outlet out) {
        HostSignal signal = new HostSignal();
        signal.node = at.node().get();
        signal.kind = HostSignal.HITS;
        signal.time = at.time();
        signal.run = at.run();
        signal.sequence = at.sequence();
        signal.version = version;
        signal.shadow = shadow;
        signal.body = HitList.write(ofHost);
        out.aside(CorrelationWays.HOSTS, signal, Math.floorDiv(at.time(), NANOS_PER_MILLI));
    }

    private void send(HitList.Placed placed, At at, Outlet out) {
        FleetHit hit = new FleetHit();
        hit.key = Addresses.with(addresses.get(placed.hit().correlation()), placed.hit().key());
        hit.version = version;
        hit.shadow = shadow;
        hit.time = at.time();
        hit.node = at.node().get();
        hit.sequence = at.sequence();
        hit.place = placed.place();
        hit.body = HitList.write(List.of(placed));
        out.aside(CorrelationWays.FLEET, hit, Math.floorDiv(at.time(), NANOS_PER_MILLI));
    }
}
