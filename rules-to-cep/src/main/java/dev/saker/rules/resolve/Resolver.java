// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ExceptionDefinition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes every rule's condition stand by itself: exceptions, then lists, then macros. */
public final class Resolver {

    private final FieldCatalog catalog;
    private final Findings findings;
    private final boolean strictFalco;

    /** As the language is meant. */
    public Resolver(FieldCatalog catalog, Findings findings) {
        this(catalog, findings, false);
    }

    /**
     * @param strictFalco lists in lists are put in one level deep only
     */
    public Resolver(FieldCatalog catalog, Findings findings, boolean strictFalco) {
        this.catalog = catalog;
        this.findings = findings;
        this.strictFalco = strictFalco;
    }

    public Resolution resolve(Definitions definitions) {
        ListTable lists = new ListTable(definitions, strictFalco, findings);
        ListSubstitution substitution = new ListSubstitution(lists);
        MacroTable macros = new MacroTable(definitions, substitution, findings);
        List<ResolvedRule> rules = new ArrayList<>();
        for (RuleDefinition rule : definitions.rules()) {
            if (hasKnownSource(rule)) {
                resolve(rule, substitution, macros).ifPresent(rules::add);
            }
        }
        return new Resolution(rules, macros, lists);
    }

    /**
     * Makes conditions stand by themselves that are no rules', with the tables of a resolution.
     * Nothing for one that is wrong, which has been reported.
     */
    public Optional<ResolvedRule> resolve(RuleDefinition condition, Resolution resolution) {
        ListSubstitution substitution = new ListSubstitution(resolution.lists());
        return hasKnownSource(condition)
                ? resolve(condition, substitution, resolution.macros())
                : Optional.empty();
    }

    /** The same for a text that has no exceptions. */
    public Optional<Expression> resolve(LocatedText text, Location item, Resolution resolution) {
        ListSubstitution substitution = new ListSubstitution(resolution.lists());
        return parse(item, substitution.substitute(text))
                .flatMap(condition -> resolution.macros().expand(condition, item));
    }

    private boolean hasKnownSource(RuleDefinition rule) {
        String source = rule.body().source();
        if (catalog.hasSource(source)) {
            return true;
        }
        findings.add(
                DiagnosticCode.LOAD_UNKNOWN_SOURCE,
                "Unknown source " + source + ", skipping",
                location(rule));
        return false;
    }

    private Optional<ResolvedRule> resolve(
            RuleDefinition rule, ListSubstitution lists, MacroTable macros) {
        List<ExceptionDefinition> exceptions = rule.body().exceptions();
        Optional<SourceSpan> unequal = ExceptionText.unequalRow(exceptions);
        if (unequal.isPresent()) {
            findings.add(
                    DiagnosticCode.LOAD_ERR_YAML_VALIDATE,
                    "Fields and values lists must have equal length",
                    location(rule),
                    new Location("exception values", "", unequal.get()));
            return Optional.empty();
        }
        LocatedText text = ExceptionText.condition(rule.body().condition(), exceptions);
        LocatedText substituted = lists.substitute(text);
        return parse(location(rule), substituted)
                .flatMap(condition -> macros.expand(condition, location(rule)))
                .map(condition -> new ResolvedRule(rule, condition, substituted));
    }

    private Optional<Expression> parse(Location item, LocatedText text) {
        try {
            return Optional.of(Parser.parse(text));
        } catch (SyntaxProblem e) {
            findings.add(
                    DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                    e.getMessage(),
                    item,
                    new Location("condition expression", "", e.span()));
            return Optional.empty();
        }
    }

    private static Location location(RuleDefinition rule) {
        return rule.location();
    }
}
