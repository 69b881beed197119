// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Checker;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.plan.AlertStageMaker;
import dev.saker.rules.correlate.plan.CheckedCorrelation;
import dev.saker.rules.correlate.plan.CorrelationPlanner;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.FileLoader;
import dev.saker.rules.load.OutputAddition;
import dev.saker.rules.load.SettingsUse;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import dev.saker.rules.resolve.UnusedNames;
import java.util.List;

/** Files after loading, resolving and checking: what compiling and describing have in common. */
record LoadedFiles(
        Definitions definitions,
        Resolution resolution,
        List<CheckedRule> checked,
        List<CheckedCorrelation> correlations,
        List<AlertStage> alertStages) {

    /**
     * Files are taken in order, and each must be sound together with those before it. Everything
     * wrong with any of them goes to the findings.
     */
    static LoadedFiles of(List<RuleSource> files, boolean strictFalco, Findings findings) {
        FieldCatalog catalog = FieldCatalog.get();
        Definitions definitions = new Definitions();
        FileLoader loader = new FileLoader(definitions, catalog, findings);
        Resolver resolver = new Resolver(catalog, findings, strictFalco);
        Checker checker = new Checker(catalog, findings);
        Resolution resolution = resolver.resolve(definitions);
        List<CheckedRule> checked = List.of();
        for (RuleSource file : files) {
            loader.load(file);
            resolution = resolver.resolve(definitions);
            List<OutputAddition> additions = definitions.settings().additions();
            checked = checker.check(resolution.rules(), additions);
            checker.checkBroken(resolution.broken(), additions);
        }
        List<CheckedCorrelation> correlations =
                new CorrelationPlanner(definitions, resolution, resolver, checker, findings).plan();
        List<AlertStage> stages = new AlertStageMaker(definitions, findings).make();
        UnusedNames.warn(definitions, resolution, findings);
        SettingsUse.warn(definitions, findings);
        return new LoadedFiles(definitions, resolution, checked, correlations, stages);
    }
}
