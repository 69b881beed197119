// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.PublishedRuleSet;
import dev.saker.schemas.kafka.RuleSetFeed;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.SchemaRegistry;
import java.util.BitSet;
import java.util.List;

/** The rule set in force as it was pushed, and how it becomes one that matches. */
record PushedRules(long version, String sha256, List<RuleFile> files) {

    PushedRules {
        files = List.copyOf(files);
    }

    /** Reads the rules topic to its end. Without a rule set there is nothing to run for. */
    static PushedRules read(DetectionJobConfig config) {
        SchemaRegistry registry = config.registry().open();
        return RuleSetFeed.readToEnd(config.kafka(), registry)
                .map(PushedRules::of)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "topic "
                                                + Topics.RULES
                                                + " holds no rule set: give it one with"
                                                + " 'saker rules push FILE...'"));
    }

    private static PushedRules of(PublishedRuleSet published) {
        return new PushedRules(
                published.version(), published.head().sha256(), published.files().files());
    }

    RuleSetLease lease(Matching matching) {
        return SharedRuleSets.instance().lease(sha256, matching, () -> compile(matching));
    }

    private static Capture capture(Matching matching) {
        return matching.recordings() ? Capture.ofRecordedEvents() : Capture.ofEvents(new BitSet());
    }

    private RuleSet compile(Matching matching) {
        List<RuleSource> sources =
                files.stream().map(file -> new RuleSource(file.name(), file.text())).toList();
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withCapture(capture(matching))
                        .withSuggestedOutput(matching.recordings())
                        .withStrict(matching.strict())
                        .withStrictFalco(matching.strictFalco());
        Compilation compilation = RuleCompiler.compile(sources, options);
        return compilation
                .ruleSet()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "rule set "
                                                + version
                                                + " cannot be loaded; check what was pushed with"
                                                + " 'saker rules check'\n"
                                                + DiagnosticText.render(compilation.errors())));
    }
}
