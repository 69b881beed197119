// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.rules.RuleSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges each event by the version that holds at its time, and by the one on trial then.
 *
 * <p>An event counts as of its append if its node's clock is ahead of the broker's, so that its
 * version is known by when it is judged; both times are in the topic, and a replay comes to the
 * same. Before an event is judged whose append is later than any before, the rules have to be
 * fresh; that is asked once for all events of a millisecond.
 */
final class VersionedMatching {
    private static final Logger LOG = LoggerFactory.getLogger(VersionedMatching.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Matchers of so many versions are kept: an hour of spool may span a few. */
    private static final int KEPT = 8;

    private final RulesInForce rules;
    private final long alertsFromNanos;
    private final MatchTask task;
    private final RuleMetrics liveMetrics;
    private final RuleMetrics shadowMetrics;
    private final Counter waits;
    private final LogLimiter waitLog = new LogLimiter();
    private final Map<Long, EventMatching> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private long knownUpToAppend = Long.MIN_VALUE;
    private RuleSpan span;
    private EventMatching matching;
    private EventMatching trial;

    VersionedMatching(
            RulesInForce rules,
            long alertsFromNanos,
            MatchTask task,
            MetricGroup metrics,
            MetricGroup shadowMetrics) {
        this.rules = rules;
        this.alertsFromNanos = alertsFromNanos;
        this.task = task;
        this.liveMetrics = new RuleMetrics(metrics);
        this.shadowMetrics = new RuleMetrics(shadowMetrics);
        this.waits = metrics.counter("rules_waits");
        select(at(Long.MAX_VALUE));
        metrics.gauge("rules_active", () -> active(span.live().ruleSet()));
        metrics.gauge("rules_inactive", () -> span.live().ruleSet().inactive().size());
        metrics.gauge("rules_version", () -> span.live().number());
        metrics.gauge("rules_newest", rules::newestVersion);
        metrics.gauge("rules_refused", () -> rules.refused().size());
        metrics.gauge(
                "shadow_version", () -> span.shadow().map(RuleSpan.Version::number).orElse(0L));
    }

    /** Correlations too, as of those that are inactive: a set may have no other rules. */
    private static int active(RuleSet set) {
        return set.rules().size() + set.correlations().correlations().size();
    }

    /** Whether a rule in force matches. */
    boolean match(EventAtHand event, Outlet out) throws InterruptedException {
        EventRecord record = event.record();
        if (record.appendTime > knownUpToAppend) {
            refresh(record.appendTime);
        }
        long time = judgedTime(record);
        if (!span.holds(time)) {
            select(at(time));
        }
        boolean matched = matching.match(event, out);
        if (trial != null) {
            trial.match(event, out);
        }
        return matched;
    }

    /** Event time, or the end of the millisecond of the append if that is earlier. */
    private static long judgedTime(EventRecord record) {
        return Math.min(record.time, (record.appendTime + 1) * NANOS_PER_MILLI - 1);
    }

    private void refresh(long appendTime) throws InterruptedException {
        if (!rules.isFresh()) {
            waits.inc();
            if (waitLog.permits()) {
                LOG.info(
                        "event=waiting_for_rules reason=\"the rules topic was not read lately\""
                                + " held_back={}",
                        waitLog.restart());
            }
            rules.awaitFresh();
        }
        knownUpToAppend = appendTime;
        // What was learnt meanwhile may have ended the stretch we are in.
        select(at(span.fromNanos()));
    }

    /** From what is only learnt from, what holds afterwards is to learn. */
    private RuleSpan at(long nanos) {
        RuleSpan then = rules.at(Math.max(nanos, alertsFromNanos));
        return nanos < alertsFromNanos
                ? new RuleSpan(Long.MIN_VALUE, then.untilNanos(), then.live(), then.shadow())
                : then;
    }

    private void select(RuleSpan next) {
        span = next;
        if (matching == null || matching.version() != next.live().number()) {
            matching = matching(next.live(), liveMetrics, false);
        }
        trial = next.shadow().map(version -> matching(version, shadowMetrics, true)).orElse(null);
    }

    /** A version is either in force or on trial, never both. */
    private EventMatching matching(RuleSpan.Version version, RuleMetrics metrics, boolean shadow) {
        EventMatching known = kept.get(version.number());
        if (known != null) {
            return known;
        }
        EventMatching made = new EventMatching(version, shadow, metrics, task);
        kept.put(version.number(), made);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return made;
    }
}
