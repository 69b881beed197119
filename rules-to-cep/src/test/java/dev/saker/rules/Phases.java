// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Checker;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.FileLoader;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import dev.saker.rules.syntax.ConditionPrinter;
import java.util.List;

/** Runs the phases over files and keeps what each gave, for tests to look at. */
final class Phases {

    final Findings findings = new Findings();
    final Definitions definitions = new Definitions();
    Resolution resolution;
    List<CheckedRule> checked;

    static Phases of(String... files) {
        Phases phases = new Phases();
        FieldCatalog catalog = FieldCatalog.get();
        FileLoader loader = new FileLoader(phases.definitions, catalog, phases.findings);
        for (int i = 0; i < files.length; i++) {
            loader.load(new RuleSource("file" + (i + 1) + ".yaml", files[i]));
            phases.resolution = new Resolver(catalog, phases.findings).resolve(phases.definitions);
            phases.checked = new Checker(catalog, phases.findings).check(phases.resolution.rules());
        }
        return phases;
    }

    /** A rule called r. */
    static String rule(String condition) {
        return rule("r", condition, "");
    }

    /**
     * @param more keys of it, a line each
     */
    static String rule(String name, String condition, String more) {
        return """
                - rule: %s
                  desc: d
                  condition: %s
                  output: o
                  priority: INFO
                %s"""
                .formatted(name, condition, more.isEmpty() ? "" : more.indent(2));
    }

    /** The resolved condition of a rule, printed. */
    String condition(String rule) {
        return ConditionPrinter.print(
                resolution.rules().stream()
                        .filter(r -> r.definition().name().equals(rule))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(findings.all().toString()))
                        .condition());
    }

    List<DiagnosticCode> codes() {
        return findings.all().stream().map(Diagnostic::code).toList();
    }

    List<String> errors() {
        return findings.all().stream()
                .filter(Diagnostic::isError)
                .map(d -> d.code() + ": " + d.message())
                .toList();
    }

    List<String> warnings() {
        return findings.all().stream()
                .filter(d -> !d.isError())
                .map(d -> d.code() + ": " + d.message())
                .toList();
    }
}
