// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.AlertCounters;
import dev.saker.jobs.alert.AlertOutlet;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.jobs.ruleset.RuleSetCache;
import dev.saker.jobs.ruleset.RuleVersions;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.jobs.stage.AlertOrder;
import dev.saker.rules.correlate.Match;
import dev.saker.schemas.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one task needs to host correlations: the rule sets, a way for alerts, what it counts. */
final class CorrelationContext implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelationContext.class);

    private final RuleVersions versions;
    private final RuleSetCache<HostedSet> sets;
    private final AlertOutlet alerts;
    private final Counter unknown;
    private final StateLosses losses;
    private final LogLimiter unknownLog = new LogLimiter();
    private final Map<Boolean, HostedSet> newest = new HashMap<>();

    private CorrelationContext(RuleVersions versions, AlertOutlet alerts, MetricGroup metrics) {
        this.versions = versions;
        this.alerts = alerts;
        this.unknown = metrics.counter("of_unknown_rules");
        this.losses = new StateLosses(metrics);
        CorrelationMetrics live = new CorrelationMetrics(metrics);
        CorrelationMetrics shadow = new CorrelationMetrics(metrics.addGroup("shadow"));
        this.sets =
                new RuleSetCache<>(
                        versions,
                        (name, ruleSet) ->
                                new HostedSet(
                                        name, ruleSet, name.shadow() ? shadow : live, alerts));
    }

    static CorrelationContext open(
            TopicNames topics,
            RegistryAddress registry,
            VersionOrigin origin,
            RuntimeContext runtime,
            MetricGroup metrics)
            throws InterruptedException {
        AlertOutlet alerts =
                new AlertOutlet(
                        new AlertRecords(topics, registry.open()),
                        new AlertCounters(runtime),
                        origin.alertsFromNanos());
        return new CorrelationContext(origin.versions(), alerts, metrics);
    }

    StateLosses losses() {
        return losses;
    }

    /**
     * The correlation with this address in a version; if nobody has that version any more, or no
     * such correlation was in it, the one in the newest. State outlives the edits of rules, and so
     * may outlive the version of a key's last event.
     */
    Optional<Hosted> hosted(long version, boolean shadow, String address)
            throws InterruptedException {
        Optional<Hosted> ofThen = sets.of(version, shadow).flatMap(set -> set.at(address));
        return ofThen.isPresent() ? ofThen : sets.newest(shadow).flatMap(set -> set.at(address));
    }

    /**
     * What the version before had that this one has not, under that name and layout: asked for once
     * of each version, if it is newer than those before.
     */
    List<Hosted> replaced(HostedSet set) {
        HostedSet before = newest.get(set.name().shadow());
        if (before != null && before.name().version() >= set.name().version()) {
            return List.of();
        }
        newest.put(set.name().shadow(), set);
        return before == null
                ? List.of()
                : before.all().stream().filter(old -> set.at(old.address()).isEmpty()).toList();
    }

    /** No event joins these keys any more; they go when their time is over. */
    void outdated(Hosted old, long keys) {
        if (keys > 0) {
            old.metrics().outdated.inc(keys);
            LOG.info(
                    "event=state_outdated correlation=\"{}\" version={} keys={}",
                    old.correlation().name(),
                    old.version().version(),
                    keys);
        }
    }

    /** The correlations of a version; if nobody has it any more that is counted and said. */
    Optional<HostedSet> set(long version, boolean shadow) throws InterruptedException {
        Optional<HostedSet> set = sets.of(version, shadow);
        if (set.isEmpty()) {
            unknown.inc();
            if (unknownLog.permits()) {
                LOG.warn(
                        "event=hit_of_unknown_rules version={} held_back={}",
                        version,
                        unknownLog.restart());
            }
        }
        return set;
    }

    /** A correlation found something. */
    void found(HostedSet set, Match match, AlertOrder order, Outlet out) {
        set.at(match.correlation()).metrics().matches.inc();
        set.raising().found(match, order, out);
    }

    /** An alert about the pipeline. */
    void send(Alert alert, Outlet out) {
        alerts.send(alert, false, out);
    }

    @Override
    public void close() {
        versions.close();
    }
}
