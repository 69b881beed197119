// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Checker;
import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.TextOrigin;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.load.CorrelationDefinition.UntilDefinition;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ExceptionDefinition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.ResolvedRule;
import dev.saker.rules.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the conditions of a correlation stand by themselves, each as if it were a rule. */
final class InputChecker {

    private final Definitions definitions;
    private final Resolution resolution;
    private final Resolver resolver;
    private final Checker checker;
    private final Findings findings;

    InputChecker(
            Definitions definitions,
            Resolution resolution,
            Resolver resolver,
            Checker checker,
            Findings findings) {
        this.definitions = definitions;
        this.resolution = resolution;
        this.resolver = resolver;
        this.checker = checker;
        this.findings = findings;
    }

    /** In the order of their bits: the condition, or the steps, and behind them until's. */
    List<CheckedInput> check(CorrelationDefinition definition, CorrelationTexts texts) {
        List<CheckedInput> inputs = new ArrayList<>();
        List<ExceptionDefinition> exceptions = definition.head().exceptions();
        if (!definition.type().hasSteps()) {
            definition
                    .condition()
                    .ifPresent(
                            text ->
                                    add(
                                            definition,
                                            "",
                                            definition.head().source(),
                                            text,
                                            exceptions,
                                            List.of(),
                                            texts,
                                            inputs));
        }
        for (StepDefinition step : definition.steps()) {
            step(definition, step, texts, inputs);
        }
        if (definition.until().isPresent()) {
            UntilDefinition until = definition.until().get();
            add(
                    definition,
                    "",
                    definition.head().source(),
                    until.condition(),
                    List.of(),
                    until.by(),
                    texts,
                    inputs);
        }
        return inputs;
    }

    /** What is excepted does not count as a step; as what must not come it still counts. */
    private void step(
            CorrelationDefinition definition,
            StepDefinition step,
            CorrelationTexts texts,
            List<CheckedInput> inputs) {
        List<ExceptionDefinition> own = step.not() ? List.of() : definition.head().exceptions();
        String id = step.id().text();
        String source = definition.source(step);
        if (step.rule().isEmpty()) {
            LocatedText text = step.condition().or(step::macro).orElseThrow();
            add(definition, id, source, text, own, step.by(), texts, inputs);
            return;
        }
        LocatedText name = step.rule().get();
        Optional<RuleDefinition> rule = definitions.rule(name.text());
        if (rule.isEmpty()) {
            texts.refuse(
                    "There is no rule '" + name.text() + "'",
                    Nearest.help(
                            name.text(),
                            definitions.rules().stream().map(RuleDefinition::name).toList()),
                    "step",
                    name);
            return;
        }
        List<ExceptionDefinition> all =
                Stream.concat(rule.get().body().exceptions().stream(), own.stream()).toList();
        LocatedText condition = rule.get().body().condition();
        String ofRule = step.source().isPresent() ? source : rule.get().body().source();
        add(definition, id, ofRule, condition, all, step.by(), texts, inputs);
    }

    private void add(
            CorrelationDefinition definition,
            String id,
            String source,
            LocatedText condition,
            List<ExceptionDefinition> exceptions,
            List<LocatedText> ownKey,
            CorrelationTexts texts,
            List<CheckedInput> inputs) {
        CorrelationTexts ofSource = texts.ofSource(source);
        List<KeyField> key = new ArrayList<>();
        for (LocatedText field : definition.by()) {
            keyField(field, ofSource).ifPresent(key::add);
        }
        for (LocatedText field : ownKey) {
            keyField(field, ofSource).ifPresent(key::add);
        }
        condition(definition, ofSource, source, condition, exceptions)
                .ifPresent(checked -> inputs.add(new CheckedInput(id, checked, key)));
    }

    private static Optional<KeyField> keyField(LocatedText text, CorrelationTexts texts) {
        boolean optional = text.text().startsWith("?") && text.text().length() > 1;
        LocatedText name =
                optional
                        ? new LocatedText.Builder().append(text, 1, text.text().length()).build()
                        : text;
        return texts.field(name, "by").map(ref -> new KeyField(ref, optional));
    }

    private Optional<CheckedRule> condition(
            CorrelationDefinition definition,
            CorrelationTexts texts,
            String source,
            LocatedText text,
            List<ExceptionDefinition> exceptions) {
        CorrelationDefinition.Head head = definition.head();
        RuleDefinition.Body body =
                new RuleDefinition.Body(
                        text,
                        LocatedText.of("", TextOrigin.fixed(definition.span())),
                        head.description(),
                        head.priority(),
                        source,
                        head.tags(),
                        exceptions,
                        RuleDefinition.Switches.DEFAULT);
        RuleDefinition asRule =
                RuleDefinition.ofCorrelation(definition.name(), definition.span(), body);
        Optional<ResolvedRule> resolved = resolver.resolve(asRule, resolution);
        Map<String, String> steps = CorrelationPlanner.steps(definition);
        resolved.ifPresent(rule -> texts.doubtFieldsOfSteps(rule.condition(), steps));
        return resolved.flatMap(
                rule -> checker.check(List.of(rule), List.of()).stream().findFirst());
    }
}
