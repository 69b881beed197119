// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.PublishedRules;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.RuleSetException;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan that follows from the rule sets of the topic: of all that judge events of now, or will.
 * So a push widens it before the set comes into force, and it narrows again once the set before is
 * out of force. Without any rule set it stays what it was at the beginning.
 */
final class RulePlans {
    private static final Logger LOG = LoggerFactory.getLogger(RulePlans.class);

    /** Events may be so late, and clocks so far apart, when a set goes out of force. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long NEVER = Long.MAX_VALUE;

    /** Of two versions with the same files one is enough. */
    private record Known(String sha256, Optional<PlannedRules> rules) {}

    private final Function<List<PlannedRules>, SensorPlan> planner;
    private final Map<Long, Known> known = new HashMap<>();
    private final SensorPlan begin;
    private RuleSets sets;
    private volatile long narrowing = NEVER;
    private volatile PlanInForce newest;

    /**
     * @param begin while no rule set is known
     * @param planner makes a plan for some rule sets, which may be none
     */
    RulePlans(SensorPlan begin, Function<List<PlannedRules>, SensorPlan> planner) {
        this.begin = begin;
        this.newest = PlanInForce.of(begin, 0);
        this.planner = planner;
    }

    /** That stays the same whatever rules there are. */
    static RulePlans fixed(SensorPlan plan) {
        return new RulePlans(plan, rules -> plan);
    }

    /** The plan to be in force. */
    PlanInForce newest() {
        return newest;
    }

    /** What the topic holds has changed. */
    synchronized void take(RuleSets changed, long nowNanos) {
        sets = changed;
        plan(nowNanos);
    }

    /** Looks whether some set has gone out of force. */
    void tick(long nowNanos) {
        if (nowNanos >= narrowing) {
            plan(nowNanos);
        }
    }

    private synchronized void plan(long nowNanos) {
        Set<Long> needed = new TreeSet<>();
        narrowing = NEVER;
        addInForce(sets.live(), nowNanos, needed);
        addInForce(sets.shadow(), nowNanos, needed);
        sets.version(sets.newestVersion())
                .filter(version -> version.activation().isEmpty())
                .ifPresent(version -> needed.add(version.head().version()));
        known.keySet().retainAll(needed);
        List<PlannedRules> rules = new ArrayList<>();
        needed.forEach(version -> compiled(version).ifPresent(rules::add));
        SensorPlan plan = needed.isEmpty() ? begin : planner.apply(List.copyOf(rules));
        offer(plan, sets.newestVersion());
    }

    /**
     * Offers a plan to whoever reads; the same plan is not put in force twice.
     *
     * @param ruleSet version of the newest rule set that it covers
     */
    synchronized void offer(SensorPlan plan, long ruleSet) {
        boolean same = plan.fingerprint() == newest.plan().fingerprint();
        newest =
                same
                        ? new PlanInForce(newest.plan(), newest.filter(), ruleSet)
                        : PlanInForce.of(plan, ruleSet);
        if (!same) {
            LOG.info(
                    "event=plan rule_set={} rule_sets={} event_types={} filtered={} fields={}",
                    ruleSet,
                    plan.rules().size(),
                    plan.published().cardinality(),
                    plan.filtered().cardinality(),
                    plan.projection());
        }
    }

    private void addInForce(RuleTimeline timeline, long nowNanos, Set<Long> needed) {
        List<RuleTimeline.Entry> entries = timeline.entries();
        for (int i = 0; i < entries.size(); i++) {
            boolean last = i + 1 == entries.size();
            long until = last ? NEVER : entries.get(i + 1).fromNanos() + GRACE_NANOS;
            if (until > nowNanos) {
                needed.add(entries.get(i).version());
                narrowing = Math.min(narrowing, until);
            }
        }
    }

    private Optional<PlannedRules> compiled(long version) {
        Optional<RuleSets.Version> found = sets.version(version);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String sha256 = found.get().head().sha256();
        Known before = known.get(version);
        if (before != null && before.sha256().equals(sha256)) {
            return before.rules();
        }
        Optional<PlannedRules> rules = compile(version, found.get());
        known.put(version, new Known(sha256, rules));
        return rules;
    }

    /** A set that cannot be loaded decides nothing with the detection job either. */
    private static Optional<PlannedRules> compile(long version, RuleSets.Version set) {
        String problem;
        try {
            Optional<PlannedRules> rules = pushed(set.files().read().files());
            if (rules.isPresent()) {
                return rules;
            }
            problem = "it has errors";
        } catch (RuleSetException | IllegalArgumentException unknown) {
            problem = unknown.getMessage();
        }
        LOG.warn("event=rule_set_not_planned version={} reason=\"{}\"", version, problem);
        return Optional.empty();
    }

    /**
     * As the detection job compiles them; with all that suggested outputs need, since a job may
     * want them. Empty if the rules have errors.
     */
    static Optional<PlannedRules> pushed(List<RuleFile> files) {
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withCapture(Capture.ofEvents(new BitSet()))
                        .withSuggestedOutput(true);
        boolean strict = PublishedRules.terms(files).strictFalco();
        return PublishedRules.compile(files, options)
                .ruleSet()
                .map(rules -> new PlannedRules(rules, strict));
    }
}
