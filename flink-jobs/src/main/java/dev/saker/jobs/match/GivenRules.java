// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.Compilation;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.schemas.RuleFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rule set for events of any time: what a replay judges history by. */
public final class GivenRules implements RuleOrigin {
    private static final int NO_VERSION = 0;

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
        Compilation compilation =
                RuleCompilation.of(
                        files.stream().map(file -> new RuleFile(file.name, file.text)).toList(),
                        matching);
        RuleSet ruleSet =
                compilation
                        .ruleSet()
                        .orElseThrow(
                                () ->
                                        new RulesUnknownException(
                                                DiagnosticText.render(compilation.errors())));
        return new Fixed(
                new RuleSpan(
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        new RuleSpan.Version(NO_VERSION, ruleSet),
                        Optional.empty()));
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
