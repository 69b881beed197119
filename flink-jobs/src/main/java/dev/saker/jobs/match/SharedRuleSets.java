// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.RuleSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The compiled rule sets of this JVM (more exactly: of this job's class loader), each once however
 * many tasks use it. The one place where state is static: the tasks of a job share nothing else.
 * Counted, not weakly held, so that a set is there exactly as long as a task uses it.
 */
final class SharedRuleSets {

    private static final SharedRuleSets INSTANCE = new SharedRuleSets();

    private final Map<String, Shared> shared = new HashMap<>();

    private SharedRuleSets() {}

    static SharedRuleSets instance() {
        return INSTANCE;
    }

    /** Compiles only if no other task has; others wait meanwhile, for they need the result. */
    synchronized RuleSetLease lease(
            String sha256, Matching matching, Supplier<RuleSet> compilation) {
        String key = sha256 + "/" + matching;
        Shared found = shared.get(key);
        RuleSet ruleSet = found == null ? compilation.get() : found.ruleSet;
        int users = found == null ? 1 : found.users + 1;
        shared.put(key, new Shared(ruleSet, users));
        return new RuleSetLease(ruleSet, key, this::release);
    }

    synchronized int size() {
        return shared.size();
    }

    private synchronized void release(String key) {
        shared.computeIfPresent(
                key, (same, set) -> set.users == 1 ? null : new Shared(set.ruleSet, set.users - 1));
    }

    private record Shared(RuleSet ruleSet, int users) {}
}
