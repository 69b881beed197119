// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.Compilation;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rule sets ready for matching, each compiled once however many tasks use it. The few used last are
 * kept; an old one that a late event asks for is compiled again. Only who needs the set that is
 * being compiled waits for it.
 */
final class CompiledRuleSets {
    private static final Logger LOG = LoggerFactory.getLogger(CompiledRuleSets.class);
    private static final int KEPT = 8;

    private final Matching matching;
    private final Map<String, CompletableFuture<Optional<RuleSet>>> compiled =
            new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private final Set<String> refusedHashes = ConcurrentHashMap.newKeySet();
    private final List<RefusedRuleSet> refused = new CopyOnWriteArrayList<>();

    CompiledRuleSets(Matching matching) {
        this.matching = matching;
    }

    /** Empty if the set cannot be loaded. */
    Optional<RuleSet> get(RuleSets sets, RuleTimeline.Entry entry) {
        if (refusedHashes.contains(entry.sha256())) {
            return Optional.empty();
        }
        CompletableFuture<Optional<RuleSet>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<RuleSet>> kept = keep(entry.sha256(), mine);
        if (kept == mine) {
            mine.complete(compile(sets, entry));
        }
        return kept.join();
    }

    private synchronized CompletableFuture<Optional<RuleSet>> keep(
            String sha256, CompletableFuture<Optional<RuleSet>> made) {
        CompletableFuture<Optional<RuleSet>> known = compiled.get(sha256);
        if (known != null) {
            return known;
        }
        compiled.put(sha256, made);
        if (compiled.size() > KEPT) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        return made;
    }

    /** Only grows. */
    List<RefusedRuleSet> refused() {
        return refused;
    }

    private Optional<RuleSet> compile(RuleSets sets, RuleTimeline.Entry entry) {
        long began = System.nanoTime();
        try {
            Compilation compilation = RuleCompilation.of(sets.files(entry).files(), matching);
            if (compilation.ruleSet().isEmpty()) {
                refuse(sets, entry, DiagnosticText.render(compilation.errors()).strip());
            }
            compilation.ruleSet().ifPresent(ruleSet -> logReady(entry, ruleSet, began));
            return compilation.ruleSet();
        } catch (RuntimeException fault) {
            // A set that brings a fault of ours to light must not take the running one with it.
            LOG.error("event=rule_set_fault version={}", entry.version(), fault);
            refuse(sets, entry, "cannot be compiled: " + fault);
            return Optional.empty();
        }
    }

    private static void logReady(RuleTimeline.Entry entry, RuleSet ruleSet, long began) {
        LOG.info(
                "event=rule_set_ready version={} rules={} inactive={} millis={}",
                entry.version(),
                ruleSet.rules().size(),
                ruleSet.inactive().size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private void refuse(RuleSets sets, RuleTimeline.Entry entry, String reason) {
        if (!refusedHashes.add(entry.sha256())) {
            return;
        }
        Optional<RuleSetHead> head = sets.version(entry.version()).map(RuleSets.Version::head);
        long pushed =
                head.map(known -> TimeUnit.MILLISECONDS.toNanos(known.pushedAt().toEpochMilli()))
                        .orElse(0L);
        boolean always = entry.fromNanos() == RuleTimeline.ALWAYS;
        refused.add(
                new RefusedRuleSet(
                        entry.version(),
                        entry.sha256(),
                        head.map(RuleSetHead::pushedBy).orElse(""),
                        always ? pushed : entry.fromNanos(),
                        reason));
        LOG.error(
                "event=rule_set_refused version={} reason=\"{}\"; check what was pushed with"
                        + " 'saker rules check'",
                entry.version(),
                reason);
    }
}
