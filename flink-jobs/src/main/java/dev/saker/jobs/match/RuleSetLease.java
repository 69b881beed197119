// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.rules.RuleSet;
import java.util.function.Consumer;

/** The use of a shared rule set by one task, until it is given back. */
public final class RuleSetLease implements AutoCloseable {

    private final RuleSet ruleSet;
    private final String key;
    private final Consumer<String> release;
    private boolean released;

    RuleSetLease(RuleSet ruleSet, String key, Consumer<String> release) {
        this.ruleSet = ruleSet;
        this.key = key;
        this.release = release;
    }

    public RuleSet ruleSet() {
        return ruleSet;
    }

    @Override
    public void close() {
        if (!released) {
            released = true;
            release.accept(key);
        }
    }
}
