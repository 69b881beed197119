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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes every rule's condition stand by itself: exceptions, then lists, then macros. */
public final class Resolver {

    private final FieldCatalog catalog;
    private final Findings findings;
    private final boolean strictFalco;
    private final ParsedConditions conditions;
    private final Expansions expansions = new Expansions();
    private Map<RuleDefinition, ResolvedRule> resolved = new IdentityHashMap<>();

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
        this.conditions = new ParsedConditions(findings);
    }

    /**
     * To be called after every file. What has not changed since the last call is not resolved
     * again: a rule that stays what it was is the same object as before.
     */
    public Resolution resolve(Definitions definitions) {
        ListTable lists = new ListTable(definitions, strictFalco, findings);
        conditions.use(lists);
        MacroTable macros = new MacroTable(definitions, conditions, expansions, findings);
        List<ResolvedRule> rules = new ArrayList<>();
        List<BrokenRule> broken = new ArrayList<>();
        long size = 0;
        for (RuleDefinition rule : definitions.rules()) {
            if (!hasKnownSource(rule)) {
                continue;
            }
            ParsedCondition parsed = parse(rule);
            Optional<Expanded> condition = macros.expand(parsed, location(rule));
            size += condition.map(Expanded::size).orElse(0L);
            if (size > Expanded.MAX_TOTAL) {
                tooLarge(rule);
                break;
            }
            condition.ifPresentOrElse(
                    expanded -> rules.add(resolved(rule, parsed, expanded)),
                    () ->
                            broken.add(
                                    new BrokenRule(
                                            rule, Remains.of(parsed, macros, location(rule)))));
        }
        remember(rules);
        return new Resolution(rules, broken, macros, lists);
    }

    /**
     * Makes conditions stand by themselves that are no rules', with the tables of the last
     * resolution. Nothing for one that is wrong, which has been reported.
     */
    public Optional<ResolvedRule> resolve(RuleDefinition condition, Resolution resolution) {
        if (!hasKnownSource(condition)) {
            return Optional.empty();
        }
        ParsedCondition parsed = parse(condition);
        return resolution
                .macros()
                .expand(parsed, location(condition))
                .map(all -> new ResolvedRule(condition, all.expression(), parsed.text()));
    }

    /** The same for a text that has no exceptions. */
    public Optional<Expression> resolve(LocatedText text, Location item, Resolution resolution) {
        ParsedCondition parsed = conditions.parse(text, item, () -> text);
        return resolution.macros().expand(parsed, item).map(Expanded::expression);
    }

    private ResolvedRule resolved(RuleDefinition rule, ParsedCondition parsed, Expanded expanded) {
        ResolvedRule before = resolved.get(rule);
        boolean same =
                before != null
                        && before.condition() == expanded.expression()
                        && before.text() == parsed.text();
        return same ? before : new ResolvedRule(rule, expanded.expression(), parsed.text());
    }

    private void remember(List<ResolvedRule> rules) {
        resolved = new IdentityHashMap<>();
        rules.forEach(rule -> resolved.put(rule.definition(), rule));
    }

    private void tooLarge(RuleDefinition rule) {
        findings.add(
                DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                "conditions of all rules come to more than "
                        + Expanded.MAX_TOTAL
                        + " parts when macros are put in",
                location(rule));
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

    private ParsedCondition parse(RuleDefinition rule) {
        RuleDefinition.Body body = rule.body();
        return conditions.parse(
                rule,
                location(rule),
                () -> ExceptionText.condition(body.condition(), soundExceptions(rule)));
    }

    /** Those whose rows all have a value for every field; the others are reported. */
    private List<ExceptionDefinition> soundExceptions(RuleDefinition rule) {
        List<ExceptionDefinition> sound = new ArrayList<>();
        for (ExceptionDefinition exception : rule.body().exceptions()) {
            List<SourceSpan> unequal = ExceptionText.unequalRows(exception);
            for (SourceSpan row : unequal) {
                findings.add(
                        DiagnosticCode.LOAD_ERR_YAML_VALIDATE,
                        "Fields and values lists must have equal length",
                        location(rule),
                        new Location("exception values", "", row));
            }
            if (unequal.isEmpty()) {
                sound.add(exception);
            }
        }
        return sound;
    }

    private static Location location(RuleDefinition rule) {
        return rule.location();
    }
}
