// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.AlertCounters;
import dev.saker.jobs.alert.AlertOutlet;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.order.OrderedOperator;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.jobs.ruleset.RuleSetCache;
import dev.saker.jobs.ruleset.RuleVersions;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.schemas.Alert;
import java.util.Comparator;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operators of items about alerts have in common: alerts in order, rule sets, a way out.
 */
abstract class AlertStageOperator extends OrderedOperator<AlertSignal> {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(AlertStageOperator.class);
    private static final Comparator<AlertSignal> ORDER =
            Comparator.<AlertSignal>comparingLong(signal -> signal.time)
                    .thenComparing(signal -> signal.ofEvent)
                    .thenComparing(AlertStageOperator::inOneMoment);

    private final TopicNames topics;
    private final RegistryAddress registry;
    private final VersionOrigin origin;
    private transient RuleVersions versions;
    private transient RuleSetCache<CorrelationSet> sets;
    private transient AlertOutlet outlet;
    private transient Counter late;
    private transient Counter unknown;
    private transient LogLimiter unknownLog;

    AlertStageOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        super(TypeInformation.of(AlertSignal.class), bounded);
        this.topics = topics;
        this.registry = registry;
        this.origin = origin;
    }

    private static int inOneMoment(AlertSignal a, AlertSignal b) {
        int byRank = Long.compare(a.rank, b.rank);
        int byNode = a.node.compareTo(b.node);
        if (!a.ofEvent) {
            return byRank != 0 ? byRank : byNode;
        }
        int bySequence = Long.compare(a.sequence, b.sequence);
        return byNode != 0 ? byNode : bySequence != 0 ? bySequence : byRank;
    }

    @Override
    public void open() throws Exception {
        super.open();
        outlet =
                new AlertOutlet(
                        new AlertRecords(topics, registry.open()),
                        new AlertCounters(getRuntimeContext()),
                        origin.alertsFromNanos());
        versions = origin.versions();
        sets = new RuleSetCache<>(versions, (name, ruleSet) -> ruleSet.correlations());
        late = getMetricGroup().counter("late");
        unknown = getMetricGroup().counter("of_unknown_rules");
        unknownLog = new LogLimiter();
    }

    @Override
    public void close() throws Exception {
        if (versions != null) {
            versions.close();
        }
        super.close();
    }

    @Override
    protected final long time(AlertSignal signal) {
        return signal.time;
    }

    @Override
    protected final Comparator<AlertSignal> order() {
        return ORDER;
    }

    @Override
    protected boolean isInOrder(AlertSignal signal) {
        return false;
    }

    @Override
    protected void endStretch() {
        // Keys have nothing to do with each other.
    }

    /** Alerts of a node that event time does not wait for are no less alerts. */
    @Override
    protected final void takeLate(AlertSignal signal) throws Exception {
        late.inc();
        take(signal);
    }

    /** The correlations and items of a rule set; if nobody has it any more that is said. */
    final Optional<CorrelationSet> set(long version, boolean shadow) throws InterruptedException {
        Optional<CorrelationSet> set = sets.of(version, shadow);
        if (set.isEmpty()) {
            unknown.inc();
            if (unknownLog.permits()) {
                LOGGER.warn(
                        "event=alert_of_unknown_rules version={} held_back={}",
                        version,
                        unknownLog.restart());
            }
        }
        return set;
    }

    /** For what is remembered: that may be older than what versions are kept for. */
    final Optional<CorrelationSet> setOrNewest(long version, boolean shadow)
            throws InterruptedException {
        Optional<CorrelationSet> own = sets.of(version, shadow);
        Optional<CorrelationSet> found = own.isPresent() ? own : sets.newest(shadow);
        return found.isPresent() ? found : set(version, shadow); // which counts and says it
    }

    final Optional<AlertStage> stage(AlertSignal signal) throws InterruptedException {
        return set(signal.version, signal.shadow).map(set -> set.alertItems().get(signal.stage));
    }

    final void send(Alert alert, boolean shadow) {
        outlet.send(alert, shadow, this);
    }
}
