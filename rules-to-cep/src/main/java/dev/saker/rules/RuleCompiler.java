// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CaptureCheck;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.plan.CorrelationSetBuilder;
import dev.saker.rules.describe.Describer;
import dev.saker.rules.describe.Description;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.load.Settings;
import java.util.List;
import java.util.Optional;

/** Makes a rule set of rules files: load, resolve, check, select. */
public final class RuleCompiler {

    private RuleCompiler() {}

    /**
     * Files are taken in order, and each must be sound together with those before it. Everything
     * wrong with any of them is in the result.
     */
    public static Compilation compile(List<RuleSource> files, CompilerOptions options) {
        Findings findings = new Findings();
        LoadedFiles loaded = LoadedFiles.of(files, options.strictFalco(), findings);
        Settings settings = loaded.definitions().settings();
        RuleSet ruleSet =
                new RuleSetBuilder(options, settings, findings)
                        .build(loaded.checked(), loaded.correlations(), loaded.alertStages());
        boolean sound = findings.errorCount() == 0;
        return new Compilation(
                sound ? Optional.of(ruleSet) : Optional.empty(),
                findings.all(),
                findings.schemaWarnings());
    }

    /** Spells files out instead: every rule, macro and list with what it says and uses. */
    public static Explanation explain(List<RuleSource> files) {
        Findings findings = new Findings();
        LoadedFiles loaded = LoadedFiles.of(files, false, findings);
        boolean sound = findings.errorCount() == 0;
        Optional<Description> description =
                sound
                        ? Optional.of(
                                new Describer(loaded.definitions(), loaded.resolution())
                                        .describe(loaded.checked(), correlations(loaded, findings)))
                        : Optional.empty();
        return new Explanation(description, findings.all());
    }

    private static CorrelationSet correlations(LoadedFiles loaded, Findings findings) {
        Capture everything = Capture.everything();
        CorrelationSetBuilder builder =
                new CorrelationSetBuilder(
                        everything,
                        new CaptureCheck(everything, false, findings),
                        false,
                        loaded.alertStages());
        loaded.correlations().forEach(builder::add);
        return builder.build();
    }
}
