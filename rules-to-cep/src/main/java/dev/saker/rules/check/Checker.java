// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.OutputAddition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.resolve.BrokenRule;
import dev.saker.rules.resolve.ResolvedRule;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up every name and checks every type of resolved rules; warns of what is doubtful. */
public final class Checker {

    /** Falco's own bound: beyond it a rule is tried on almost everything. */
    private static final int MANY_EVENT_CODES = 100;

    private static final String CONDITION = "condition expression";
    private static final String OUTPUT = "rule output";

    private final FieldLookup lookup;
    private final Findings findings;
    private final Map<String, Map<Expression, Condition>> typed = new HashMap<>();
    private Map<ResolvedRule, Outcome> known = new IdentityHashMap<>();

    private record Outcome(List<OutputAddition> additions, Optional<CheckedRule> rule) {}

    public Checker(FieldCatalog catalog, Findings findings) {
        this.lookup = new FieldLookup(catalog);
        this.findings = findings;
    }

    /** Those without an error, in their order. */
    public List<CheckedRule> check(List<ResolvedRule> rules) {
        return check(rules, List.of());
    }

    /**
     * Those without an error, in their order.
     *
     * @param additions to their outputs
     */
    public List<CheckedRule> check(List<ResolvedRule> rules, List<OutputAddition> additions) {
        List<CheckedRule> checked = new ArrayList<>(rules.size());
        Map<ResolvedRule, Outcome> outcomes = new IdentityHashMap<>();
        for (ResolvedRule rule : rules) {
            Outcome outcome = outcome(rule, additions);
            outcomes.put(rule, outcome);
            outcome.rule().ifPresent(checked::add);
        }
        known = outcomes;
        return checked;
    }

    /** Reports what is wrong with rules that cannot be used, beyond the reason for that. */
    public void checkBroken(List<BrokenRule> rules, List<OutputAddition> additions) {
        for (BrokenRule rule : rules) {
            RuleDefinition definition = rule.definition();
            String source = definition.body().source();
            OperandChecker operands = new OperandChecker(lookup, source);
            List<CheckProblem> inCondition = new ArrayList<>();
            ConditionChecker checker =
                    new ConditionChecker(operands, typed(source), inCondition::add);
            rule.checks().forEach(check -> check.accept(checker));
            report(definition, inCondition, CONDITION, DiagnosticCode.LOAD_ERR_COMPILE_CONDITION);
            List<OutputAddition> own =
                    additions.stream().filter(a -> a.appliesTo(definition)).toList();
            output(definition, operands, OutputChecker.text(definition, own), own);
        }
    }

    /** No output if something is wrong with it, which is reported. */
    private Optional<OutputFormat> output(
            RuleDefinition rule,
            OperandChecker operands,
            LocatedText text,
            List<OutputAddition> additions) {
        List<CheckProblem> problems = new ArrayList<>();
        OutputFormat output =
                new OutputChecker(lookup, operands, rule.body().source(), problems::add)
                        .check(text, additions);
        report(rule, problems, OUTPUT, DiagnosticCode.LOAD_ERR_COMPILE_OUTPUT);
        return problems.isEmpty() ? Optional.of(output) : Optional.empty();
    }

    /** A rule that was checked after an earlier file and has not changed is not checked again. */
    private Outcome outcome(ResolvedRule rule, List<OutputAddition> additions) {
        RuleDefinition definition = rule.definition();
        List<OutputAddition> own = additions.stream().filter(a -> a.appliesTo(definition)).toList();
        Outcome before = known.get(rule);
        boolean same = before != null && before.additions().equals(own);
        return same ? before : new Outcome(own, check(rule, own));
    }

    private Optional<CheckedRule> check(ResolvedRule rule, List<OutputAddition> additions) {
        RuleDefinition definition = rule.definition();
        String source = definition.body().source();
        OperandChecker operands = new OperandChecker(lookup, source);
        List<CheckProblem> inCondition = new ArrayList<>();
        Optional<Condition> condition =
                rule.condition()
                        .accept(new ConditionChecker(operands, typed(source), inCondition::add));
        report(definition, inCondition, CONDITION, DiagnosticCode.LOAD_ERR_COMPILE_CONDITION);
        LocatedText outputText = OutputChecker.text(definition, additions);
        Optional<OutputFormat> output = output(definition, operands, outputText, additions);
        if (condition.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        BitSet events = EventTypes.of(condition.get());
        warn(rule, output.get(), outputText, events);
        return Optional.of(
                new CheckedRule(
                        definition, rule.condition(), condition.get(), output.get(), events));
    }

    /** Macros are shared by rules, and so is what they come to. */
    private Map<Expression, Condition> typed(String source) {
        return typed.computeIfAbsent(source, key -> new IdentityHashMap<>());
    }

    /** A rule can ask to be left out, rather than refused, for a name that is not known here. */
    private void report(
            RuleDefinition rule, List<CheckProblem> problems, String part, DiagnosticCode code) {
        boolean lenient = rule.body().switches().skipIfUnknownFilter();
        for (CheckProblem problem : problems) {
            boolean skipped = lenient && problem.isUnknownName();
            findings.add(
                    skipped ? DiagnosticCode.LOAD_UNKNOWN_FILTER : code,
                    problem.getMessage() + (skipped ? ": the rule is skipped" : ""),
                    problem.help(),
                    path(rule, part, problem.place()));
        }
    }

    private static List<Location> path(RuleDefinition rule, String part, Place place) {
        return List.of(rule.location(), new Location(part, "", place.span()));
    }

    private void warn(
            ResolvedRule rule, OutputFormat output, LocatedText outputText, BitSet events) {
        RuleDefinition definition = rule.definition();
        ConditionWarnings.Sink sink =
                new ConditionWarnings.Sink() {
                    @Override
                    public void warn(DiagnosticCode code, String message, Place place) {
                        Checker.this.warn(definition, code, message, CONDITION, place);
                    }

                    @Override
                    public void deprecated(String field, Place place) {
                        Checker.this.deprecated(definition, field, CONDITION, place);
                    }
                };
        String source = definition.body().source();
        rule.condition().accept(new ConditionWarnings(lookup, source, sink));
        warnOutput(definition, output, outputText);
        boolean syscall = definition.body().source().equals("syscall");
        if (syscall
                && definition.body().switches().warnEventTypes()
                && events.cardinality() > MANY_EVENT_CODES) {
            findings.add(
                    DiagnosticCode.LOAD_NO_EVTTYPE,
                    "Rule matches too many evt.type values. This has a significant performance"
                            + " penalty.",
                    "say which events it is about: evt.type in (...)",
                    path(definition, CONDITION, rule.condition().place()));
        }
    }

    private void warnOutput(RuleDefinition rule, OutputFormat output, LocatedText text) {
        List<FieldRef> fields = FieldUses.of(output);
        for (String field : ConditionWarnings.DEPRECATED) {
            if (fields.stream().anyMatch(ref -> ref.name().equals(field))) {
                int at = Math.max(0, text.text().indexOf(field));
                Place place = new Place(text, at, at + field.length());
                deprecated(rule, field, OUTPUT, place);
            }
        }
        int info = text.text().indexOf(OutputParser.CONTAINER_INFO);
        if (info >= 0) {
            Place place = new Place(text, info, info + OutputParser.CONTAINER_INFO.length());
            String message = "%container.info is deprecated and prints nothing";
            warn(rule, DiagnosticCode.LOAD_DEPRECATED_ITEM, message, OUTPUT, place);
        }
    }

    private void deprecated(RuleDefinition rule, String field, String part, Place place) {
        findings.addDeprecated(
                field,
                "usage of deprecated field '" + field + "' has been detected",
                path(rule, part, place));
    }

    private void warn(
            RuleDefinition rule, DiagnosticCode code, String message, String part, Place place) {
        findings.add(code, message, "", path(rule, part, place));
    }
}
