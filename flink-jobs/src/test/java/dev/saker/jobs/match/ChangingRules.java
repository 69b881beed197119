// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.ruleset.RuleVersions;
import dev.saker.rules.Compilation;
import dev.saker.rules.Priority;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.RuleFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Rule sets that hold from the times on that a test says. */
public final class ChangingRules implements RuleOrigin {
    private static final long serialVersionUID = 1;

    /** Outputs are as the rules say, without what else is good to know. */
    public static final Matching AS_WRITTEN =
            new Matching(MatchMode.ALL, false, false, Priority.DEBUG, false);

    private final transient TreeMap<Long, RuleSpan.Version> live = new TreeMap<>();
    private final transient TreeMap<Long, RuleSpan.Version> shadow = new TreeMap<>();
    private final transient Set<Long> forgotten = new HashSet<>();
    private long alertsFrom = Long.MIN_VALUE;

    /** Version 1, for all time until another begins. */
    public ChangingRules(String first) {
        live.put(Long.MIN_VALUE, compiled(1, first));
    }

    public ChangingRules from(long nanos, long version, String text) {
        live.put(nanos, compiled(version, text));
        return this;
    }

    /** On trial; an empty text ends that. */
    public ChangingRules shadowFrom(long nanos, long version, String text) {
        shadow.put(nanos, compiled(version, text));
        return this;
    }

    /** Events before that are only learnt from. */
    public ChangingRules alertsFrom(long nanos) {
        alertsFrom = nanos;
        return this;
    }

    @Override
    public long alertsFromNanos() {
        return alertsFrom;
    }

    /** Nobody has it any more. */
    public void forget(long version) {
        forgotten.add(version);
    }

    private static RuleSpan.Version compiled(long version, String text) {
        Compilation compilation =
                RuleCompilation.of(List.of(new RuleFile("rules.yaml", text)), AS_WRITTEN);
        RuleSet rules =
                compilation
                        .ruleSet()
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                DiagnosticText.render(compilation.errors())));
        return new RuleSpan.Version(version, rules);
    }

    @Override
    public RulesInForce open(int task, int tasks) {
        return new Changing();
    }

    @Override
    public RuleVersions versions() {
        return new Known();
    }

    private final class Known implements RuleVersions {
        @Override
        public Optional<RuleSet> version(long number) {
            return List.of(live, shadow).stream()
                    .flatMap(timeline -> timeline.values().stream())
                    .filter(version -> version.number() == number && !forgotten.contains(number))
                    .map(RuleSpan.Version::ruleSet)
                    .findFirst();
        }

        @Override
        public OptionalLong newest(boolean ofShadow) {
            return (ofShadow ? shadow : live)
                    .values().stream()
                            .mapToLong(RuleSpan.Version::number)
                            .filter(number -> !forgotten.contains(number))
                            .max();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Changing implements RulesInForce {
        @Override
        public boolean isFresh() {
            return true;
        }

        @Override
        public void awaitFresh() {
            // All is known from the beginning.
        }

        @Override
        public RuleSpan at(long nanos) {
            Map.Entry<Long, RuleSpan.Version> trial = shadow.floorEntry(nanos);
            Map.Entry<Long, RuleSpan.Version> force = live.floorEntry(nanos);
            return new RuleSpan(
                    trial == null ? force.getKey() : Math.max(force.getKey(), trial.getKey()),
                    Math.min(next(live, nanos), next(shadow, nanos)),
                    force.getValue(),
                    Optional.ofNullable(trial)
                            .map(Map.Entry::getValue)
                            .filter(version -> !SharedRules.isEmpty(version.ruleSet())));
        }

        private static long next(TreeMap<Long, RuleSpan.Version> timeline, long nanos) {
            Long next = timeline.higherKey(nanos);
            return next == null ? Long.MAX_VALUE : next;
        }

        @Override
        public List<RefusedRuleSet> refused() {
            return List.of();
        }

        @Override
        public long newestVersion() {
            return live.lastEntry().getValue().number();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
