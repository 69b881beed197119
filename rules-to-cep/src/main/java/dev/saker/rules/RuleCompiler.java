// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Checker;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.FileLoader;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import dev.saker.rules.resolve.UnusedNames;
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
        FieldCatalog catalog = FieldCatalog.get();
        Definitions definitions = new Definitions();
        FileLoader loader = new FileLoader(definitions, catalog, findings);
        Resolver resolver = new Resolver(catalog, findings);
        Checker checker = new Checker(catalog, findings);
        Optional<Resolution> resolution = Optional.empty();
        List<CheckedRule> checked = List.of();
        for (RuleSource file : files) {
            loader.load(file);
            resolution = Optional.of(resolver.resolve(definitions));
            checked = checker.check(resolution.get().rules());
        }
        resolution.ifPresent(last -> UnusedNames.warn(definitions, last, findings));
        RuleSet ruleSet = new RuleSetBuilder(options, findings).build(checked);
        boolean sound = findings.errorCount() == 0;
        return new Compilation(sound ? Optional.of(ruleSet) : Optional.empty(), findings.all());
    }
}
