// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.AlertOutlet;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.correlate.CorrelationCounts;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.rules.match.MatchMode;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the matchers of all versions in one task have in common. */
final class MatchTask {
    private static final Logger LOG = LoggerFactory.getLogger(MatchTask.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MatchMode mode;
    private final AlertRecords records;
    private final MatchCounters counters;
    private final AlertOutlet alerts;
    private final CorrelationCounts live;
    private final CorrelationCounts shadow;
    private final LogLimiter behindLog = new LogLimiter();

    MatchTask(
            MatchMode mode,
            AlertRecords records,
            MatchCounters counters,
            long alertsFromNanos,
            MetricGroup metrics,
            MetricGroup shadowMetrics) {
        this.mode = mode;
        this.records = records;
        this.counters = counters;
        this.alerts = new AlertOutlet(records, counters, alertsFromNanos);
        this.live = new CorrelationCounts(metrics, counters::unknown);
        this.shadow = new CorrelationCounts(shadowMetrics, () -> {});
    }

    MatchMode mode() {
        return mode;
    }

    MatchCounters counters() {
        return counters;
    }

    AlertOutlet alerts() {
        return alerts;
    }

    CorrelationCounts correlations(boolean ofShadow) {
        return ofShadow ? shadow : live;
    }

    /** An event that a correlation of its host may have had to pass over. */
    void behind(EventRecord record, Outlet out) {
        counters.behind();
        if (behindLog.permits()) {
            LOG.warn(
                    "event behind a newer one of its node position={} held_back={}",
                    record.position(),
                    behindLog.restart());
        }
        out.record(
                records.late(record, Math.floorDiv(record.time, NANOS_PER_MILLI)),
                Math.floorDiv(record.time, NANOS_PER_MILLI));
    }
}
