// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.AlertCounters;
import dev.saker.jobs.alert.AlertOutlet;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a match task counts, twice: as metrics for operators, and as accumulators, which whoever
 * submitted the job can ask for.
 */
public final class MatchCounters implements AlertOutlet.Counts {

    public static final String EVENTS = "saker.events";
    public static final String MARKERS = "saker.markers";
    public static final String MATCHED = "saker.matched";
    public static final String ALERTS = AlertCounters.ALERTS;
    public static final String UNDECODABLE = "saker.undecodable";
    public static final String LATE = "saker.late";
    public static final String UNKNOWN = "saker.unknown";
    public static final String REPEATED = "saker.repeated";
    public static final String SHADOW_ALERTS = AlertCounters.SHADOW_ALERTS;
    public static final String BEHIND = "saker.behind";
    public static final String LEARNT = "saker.learnt";

    /** Time of the newest record, ns. */
    public static final String LAST_TIME = "saker.last_time";

    private final LongMaximum lastTime = new LongMaximum(Long.MIN_VALUE);
    private final Pair events;
    private final Pair markers;
    private final Pair matched;
    private final Pair alerts;
    private final Pair undecodable;
    private final Pair late;
    private final Pair unknown;
    private final Pair repeated;
    private final Pair shadowAlerts;
    private final Pair behind;
    private final Pair learnt;

    MatchCounters(RuntimeContext context) {
        context.addAccumulator(LAST_TIME, lastTime);
        events = Pair.of(context, EVENTS);
        markers = Pair.of(context, MARKERS);
        matched = Pair.of(context, MATCHED);
        alerts = Pair.of(context, ALERTS);
        undecodable = Pair.of(context, UNDECODABLE);
        late = Pair.of(context, LATE);
        unknown = Pair.of(context, UNKNOWN);
        repeated = Pair.of(context, REPEATED);
        shadowAlerts = Pair.of(context, SHADOW_ALERTS);
        behind = Pair.of(context, BEHIND);
        learnt = Pair.of(context, LEARNT);
    }

    void event(long time) {
        lastTime.add(time);
        events.add();
    }

    void marker(long time) {
        lastTime.add(time);
        markers.add();
    }

    /** An event that at least one rule matches. */
    void matched() {
        matched.add();
    }

    @Override
    public void alert() {
        alerts.add();
    }

    void undecodable() {
        undecodable.add();
    }

    /** An event behind the watermark. It is matched like any other. */
    void late() {
        late.add();
    }

    /** A rule that could not be decided, because it needs a field that the record leaves out. */
    void unknown() {
        unknown.add();
    }

    /** A record that came before: dropped. */
    void repeated() {
        repeated.add();
    }

    /** An alert of a rule set on trial. */
    @Override
    public void shadowAlert() {
        shadowAlerts.add();
    }

    @Override
    public void learnt() {
        learnt.add();
    }

    /** An event of a step that came behind a newer one of its node. */
    void behind() {
        behind.add();
    }

    private record Pair(Counter metric, LongCounter accumulator) {

        static Pair of(RuntimeContext context, String name) {
            MetricGroup metrics = context.getMetricGroup();
            LongCounter accumulator = new LongCounter();
            context.addAccumulator(name, accumulator);
            return new Pair(metrics.counter(name.substring("saker.".length())), accumulator);
        }

        void add() {
            metric.inc();
            accumulator.add(1L);
        }
    }
}
