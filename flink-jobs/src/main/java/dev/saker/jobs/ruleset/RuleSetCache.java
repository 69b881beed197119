// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

import dev.saker.rules.RuleSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * What one task makes of the rule sets that it is told the numbers of; the last ones are kept.
 *
 * @param <T> what is made of one
 */
public final class RuleSetCache<T> {
    private static final int KEPT = 8;

    private final RuleVersions versions;
    private final BiFunction<Name, RuleSet, T> maker;
    private final Map<Name, Optional<T>> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private Name lastName;
    private Optional<T> last = Optional.empty();

    /**
     * A version.
     *
     * @param shadow whether it is on trial
     */
    public record Name(long version, boolean shadow) {}

    public RuleSetCache(RuleVersions versions, BiFunction<Name, RuleSet, T> maker) {
        this.versions = versions;
        this.maker = maker;
    }

    /** The newest there is; empty if there is none. */
    public Optional<T> newest(boolean shadow) throws InterruptedException {
        OptionalLong newest = versions.newest(shadow);
        return newest.isEmpty() ? Optional.empty() : of(newest.getAsLong(), shadow);
    }

    /** Empty if nobody has the version any more. */
    public Optional<T> of(long version, boolean shadow) throws InterruptedException {
        if (lastName != null && lastName.version == version && lastName.shadow == shadow) {
            return last;
        }
        Name name = new Name(version, shadow);
        Optional<T> known = kept.get(name);
        if (known == null) {
            known = versions.version(version).map(ruleSet -> maker.apply(name, ruleSet));
            kept.put(name, known);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        lastName = name;
        last = known;
        return known;
    }
}
