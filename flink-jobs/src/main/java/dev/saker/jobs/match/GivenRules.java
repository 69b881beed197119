// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.ruleset.RuleVersions;
import dev.saker.rules.Compilation;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.schemas.RuleFile;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One rule set for events of any time: what a replay judges history by. */
public final class GivenRules implements RuleOrigin {
    private static final int NO_VERSION = 0;
    private static final Map<Key, WeakReference<RuleSet>> COMPILED = new HashMap<>();

    private final ArrayList<Text> files = new ArrayList<>();
    private final Matching matching;

    public GivenRules(List<RuleFile> files, Matching matching) {
        files.forEach(file -> this.files.add(new Text(file.name(), file.text())));
        this.matching = matching;
    }

    /** A file as the job graph can hold it. */
    private record Text(String name, String text) implements Serializable {}

    @Override
    public RulesInForce open(int task, int tasks) {
        return new Fixed(
                new RuleSpan(
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        new RuleSpan.Version(NO_VERSION, compiled()),
                        Optional.empty()));
    }

    @Override
    public RuleVersions versions() {
        return new One(compiled());
    }

    /** Once for all tasks of a process: they hold it, nobody else does. */
    private RuleSet compiled() {
        Key key = new Key(List.copyOf(files), matching);
        synchronized (COMPILED) {
            WeakReference<RuleSet> known = COMPILED.get(key);
            RuleSet ruleSet = known == null ? null : known.get();
            if (ruleSet == null) {
                ruleSet = compile();
                COMPILED.values().removeIf(old -> old.get() == null);
                COMPILED.put(key, new WeakReference<>(ruleSet));
            }
            return ruleSet;
        }
    }

    private RuleSet compile() {
        Compilation compilation =
                RuleCompilation.of(
                        files.stream().map(file -> new RuleFile(file.name, file.text)).toList(),
                        matching);
        return compilation
                .ruleSet()
                .orElseThrow(
                        () ->
                                new RulesUnknownException(
                                        DiagnosticText.render(compilation.errors())));
    }

    private record Key(List<Text> files, Matching matching) {}

    private record One(RuleSet ruleSet) implements RuleVersions {
        @Override
        public Optional<RuleSet> version(long number) {
            return Optional.of(ruleSet);
        }

        @Override
        public OptionalLong newest(boolean shadow) {
            return shadow ? OptionalLong.empty() : OptionalLong.of(NO_VERSION);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private record Fixed(RuleSpan span) implements RulesInForce {
        @Override
        public boolean isFresh() {
            return true;
        }

        @Override
        public void awaitFresh() {
            // Nothing can come.
        }

        @Override
        public RuleSpan at(long nanos) {
            return span;
        }

        @Override
        public List<RefusedRuleSet> refused() {
            return List.of();
        }

        @Override
        public long newestVersion() {
            return NO_VERSION;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
