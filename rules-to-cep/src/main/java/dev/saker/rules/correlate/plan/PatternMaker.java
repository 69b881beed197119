// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.Spans;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes what a correlation looks for of what it says. */
final class PatternMaker {

    private final CorrelationDefinition definition;
    private final CorrelationTexts texts;
    private final WhereChecker where;

    PatternMaker(CorrelationDefinition definition, CorrelationTexts texts, WhereChecker where) {
        this.definition = definition;
        this.texts = texts;
        this.where = where;
    }

    /** Nothing when something is wrong, which has been reported. */
    Optional<Pattern> make() {
        return switch (definition.type()) {
            case EVENT_COUNT -> Optional.of(aggregate(Optional.empty()));
            case VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE ->
                    oneField().map(field -> aggregate(Optional.of(field)));
            case TEMPORAL_ORDERED -> definition.cep() ? chain() : sequence();
            case TEMPORAL -> unordered();
            case NEW_VALUE -> Optional.of(firstSeen());
        };
    }

    private Pattern aggregate(Optional<FieldRef> field) {
        Spans spans = definition.spans();
        return new Pattern.Aggregate(
                definition.type(),
                field,
                definition.percentile(),
                spans.window(),
                spans.within(),
                spans.gap(),
                definition.threshold().orElseThrow(),
                definition.every(),
                spans.lateness());
    }

    private List<FieldRef> fields() {
        List<FieldRef> fields = new ArrayList<>();
        for (LocatedText text : definition.fields()) {
            texts.field(text, "field").ifPresent(fields::add);
        }
        return fields;
    }

    private Optional<FieldRef> oneField() {
        List<FieldRef> fields = fields();
        if (definition.fields().size() != 1) {
            texts.refuse(
                    "A " + definition.type().word() + " looks at one field",
                    "",
                    "field",
                    definition.place("field"));
            return Optional.empty();
        }
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        FieldRef field = fields.get(0);
        FieldType.Kind kind = field.type().kind();
        boolean number = kind == FieldType.Kind.NUMBER || kind == FieldType.Kind.REAL;
        if (definition.type().isNumeric() && (!number || field.field().list())) {
            texts.refuse(
                    "Field " + field.name() + " is not a number",
                    "evt.rawres, evt.arg.size and the like are",
                    "field",
                    definition.fields().get(0));
            return Optional.empty();
        }
        return Optional.of(field);
    }

    private Pattern firstSeen() {
        Spans spans = definition.spans();
        return new Pattern.FirstSeen(fields(), spans.history(), spans.learn(), spans.lateness());
    }

    /** Inputs are the steps, by their place, and behind them until's. */
    private OptionalInt until() {
        return definition.until().isPresent()
                ? OptionalInt.of(definition.steps().size())
                : OptionalInt.empty();
    }

    private Optional<Pattern> sequence() {
        List<Pattern.Step> steps = new ArrayList<>();
        List<Integer> leading = new ArrayList<>();
        List<Pattern.Not> nots = new ArrayList<>();
        Map<String, String> before = new LinkedHashMap<>();
        boolean sound = true;
        for (int input = 0; input < definition.steps().size(); input++) {
            StepDefinition step = definition.steps().get(input);
            if (step.not() && steps.isEmpty()) {
                sound &= isWithoutWhere(step);
                leading.add(input);
                continue;
            }
            Optional<Condition> condition = where.check(step, before);
            sound &= step.where().isPresent() == condition.isPresent();
            if (step.not()) {
                nots.add(new Pattern.Not(input, condition));
                continue;
            }
            before.put(step.id().text(), definition.source(step));
            steps.add(new Pattern.Step(input, step.count(), step.withinNanos(), condition, nots));
            nots.clear();
        }
        if (!sound || steps.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Pattern.Sequence(
                        steps,
                        leading,
                        nots,
                        until(),
                        definition.spans().within(),
                        definition.every()));
    }

    /** Before the first step there is nothing that it could be compared with. */
    private boolean isWithoutWhere(StepDefinition leading) {
        leading.where()
                .ifPresent(
                        text ->
                                texts.refuse(
                                        "No step comes before '" + leading.id().text() + "'",
                                        "what its events must be like belongs into 'condition'",
                                        "step",
                                        text));
        return leading.where().isEmpty();
    }

    private Optional<Pattern> chain() {
        return new LinkMaker(definition, where)
                .make()
                .map(
                        links ->
                                new Pattern.Chain(
                                        links,
                                        until(),
                                        definition.spans().within(),
                                        definition.every()));
    }

    private Optional<Pattern> unordered() {
        List<Pattern.Member> members = new ArrayList<>();
        List<Integer> nots = new ArrayList<>();
        for (int input = 0; input < definition.steps().size(); input++) {
            StepDefinition step = definition.steps().get(input);
            if (step.not()) {
                nots.add(input);
            } else {
                members.add(new Pattern.Member(input, step.count()));
            }
        }
        FormulaReader reader = new FormulaReader(definition, members, texts);
        Optional<Pattern.Formula> formula = reader.read();
        nots.addAll(reader.nots());
        members.removeIf(member -> nots.contains(member.input()));
        return formula.map(
                one ->
                        new Pattern.Unordered(
                                members,
                                one,
                                nots,
                                until(),
                                definition.spans().within(),
                                definition.every()));
    }
}
