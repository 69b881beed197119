// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.Place;
import dev.saker.rules.syntax.SyntaxProblem;
import dev.saker.rules.syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what an item of ours says besides conditions of single events. */
public final class CorrelationTexts {

    private final FieldCatalog catalog;
    private final Findings findings;
    private final Location item;
    private final String source;

    /**
     * @param item whose texts they are
     */
    public CorrelationTexts(FieldCatalog catalog, Findings findings, Location item, String source) {
        this.catalog = catalog;
        this.findings = findings;
        this.item = item;
        this.source = source;
    }

    /** The same for events of another source. */
    public CorrelationTexts ofSource(String other) {
        return new CorrelationTexts(catalog, findings, item, other);
    }

    /** A field of an event, by name; nothing for what is none, which has been reported. */
    public Optional<FieldRef> field(LocatedText text, String part) {
        try {
            Term term = Parser.parseTerm(text);
            OperandChecker operands = new OperandChecker(new FieldLookup(catalog), source);
            if (operands.check(term) instanceof Operand.Field field) {
                return Optional.of(field.ref());
            }
            report(DiagnosticCode.LOAD_ERR_EXTENSION, notAField(text), part, text);
        } catch (SyntaxProblem e) {
            report(DiagnosticCode.LOAD_ERR_EXTENSION, notAField(text), part, text);
        } catch (CheckProblem problem) {
            report(problem, DiagnosticCode.LOAD_ERR_EXTENSION, part);
        }
        return Optional.empty();
    }

    private static String notAField(LocatedText text) {
        return "'" + text.text() + "' is not the name of a field";
    }

    /**
     * A condition over an event and earlier ones.
     *
     * @param steps whose events it may name, each with their source
     */
    public Optional<Condition> where(Expression expression, Map<String, String> steps) {
        StepFields lookup = new StepFields(catalog, steps, false);
        List<CheckProblem> problems = new ArrayList<>();
        Optional<Condition> condition =
                expression.accept(
                        new ConditionChecker(new OperandChecker(lookup, source), problems::add));
        problems.forEach(p -> report(p, DiagnosticCode.LOAD_ERR_COMPILE_CONDITION, "where"));
        expression.accept(
                new ConditionWarnings(
                        lookup, source, new Doubts("where", "a field's value is val(FIELD)")));
        return condition;
    }

    /**
     * Warns where a condition of one event compares with a text that looks like a field of a step.
     *
     * @param steps of the correlation, each with the source of its events
     */
    public void doubtFieldsOfSteps(Expression condition, Map<String, String> steps) {
        StepFields lookup = StepFields.ofStepsAlone(catalog, steps);
        String help = "a condition sees its own event alone: say it in 'where', with val(FIELD)";
        condition.accept(new ConditionWarnings(lookup, source, new Doubts("condition", help)));
    }

    /** Takes what is probably not meant as warnings about a part of the item. */
    private final class Doubts implements ConditionWarnings.Sink {
        private final String part;
        private final String help;

        Doubts(String part, String help) {
            this.part = part;
            this.help = help;
        }

        @Override
        public void warn(DiagnosticCode code, String message, Place place) {
            findings.add(code, message, help, List.of(item, new Location(part, "", place.span())));
        }

        @Override
        public void deprecated(String field, Place place) {
            findings.addDeprecated(
                    field,
                    "usage of deprecated field '" + field + "' has been detected",
                    List.of(item, new Location(part, "", place.span())));
        }
    }

    /**
     * An output.
     *
     * @param steps whose events it may name, each with their source
     */
    public Optional<OutputFormat> output(LocatedText text, Map<String, String> steps) {
        StepFields lookup = new StepFields(catalog, steps, true);
        List<CheckProblem> problems = new ArrayList<>();
        OperandChecker operands = new OperandChecker(lookup, source);
        OutputFormat output =
                new OutputParser(text, lookup, operands, source, problems::add).parse();
        problems.forEach(p -> report(p, DiagnosticCode.LOAD_ERR_COMPILE_OUTPUT, "output"));
        return problems.isEmpty() ? Optional.of(output) : Optional.empty();
    }

    private void report(CheckProblem problem, DiagnosticCode code, String part) {
        Location where = new Location(part, "", problem.place().span());
        findings.add(code, problem.getMessage(), problem.help(), List.of(item, where));
    }

    private void report(DiagnosticCode code, String message, String part, LocatedText text) {
        Location where = new Location(part, "", text.span());
        findings.add(code, message, "", List.of(item, where));
    }

    /** Something that does not fit, at a text of the item. */
    public void refuse(String message, String help, String part, LocatedText text) {
        Location where = new Location(part, "", text.span());
        findings.add(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, List.of(item, where));
    }

    /** Something that does not fit, at a key of the item. */
    public void refuse(String message, String help, String key, Optional<SourceSpan> place) {
        List<Location> path = new ArrayList<>(List.of(item));
        place.ifPresent(span -> path.add(new Location(key, "", span)));
        findings.add(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, path);
    }

    /** Something that does not fit, about the item as a whole. */
    public void refuse(String message, String help) {
        findings.add(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, List.of(item));
    }
}
