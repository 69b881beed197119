// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.Checker;
import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.keyed.SequenceEngine;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the correlations of files: every name, every type, and what they ask for together. */
public final class CorrelationPlanner {

    private final Definitions definitions;
    private final Resolution resolution;
    private final Resolver resolver;
    private final Findings findings;
    private final InputChecker inputs;
    private final FieldCatalog catalog = FieldCatalog.get();

    public CorrelationPlanner(
            Definitions definitions,
            Resolution resolution,
            Resolver resolver,
            Checker checker,
            Findings findings) {
        this.definitions = definitions;
        this.resolution = resolution;
        this.resolver = resolver;
        this.findings = findings;
        this.inputs = new InputChecker(definitions, resolution, resolver, checker, findings);
    }

    /** Those without an error, in their order. */
    public List<CheckedCorrelation> plan() {
        List<CheckedCorrelation> checked = new ArrayList<>();
        for (CorrelationDefinition definition : definitions.correlations()) {
            plan(definition).ifPresent(checked::add);
        }
        return checked;
    }

    static Location location(CorrelationDefinition definition) {
        return new Location("correlation", definition.name(), definition.span());
    }

    private Optional<CheckedCorrelation> plan(CorrelationDefinition definition) {
        String source = definition.head().source();
        Optional<String> unknown = unknownSource(definition);
        if (unknown.isPresent()) {
            findings.add(
                    DiagnosticCode.LOAD_UNKNOWN_SOURCE,
                    "Unknown source " + unknown.get() + ", skipping",
                    "",
                    List.of(location(definition)));
            return Optional.empty();
        }
        int before = findings.errorCount();
        refuseNameOfRule(definition);
        CorrelationTexts texts =
                new CorrelationTexts(catalog, findings, location(definition), source);
        new CorrelationRules(definition, texts, catalog).check();
        List<CheckedInput> checkedInputs = inputs.check(definition, texts);
        WhereChecker where = new WhereChecker(definition, texts, resolver, resolution);
        Optional<Pattern> pattern = new PatternMaker(definition, texts, where).make();
        pattern.ifPresent(one -> refuseForEngine(one, texts, definition.place("engine")));
        boolean whole = findings.errorCount() == before && pattern.isPresent();
        KeyFolding folding = new KeyFolding(definition, checkedInputs);
        if (whole) {
            pattern = Optional.of(folding.fold(pattern.get()));
            new KeyCheck(definition, texts).requireEqualKeys(folding.inputs());
        }
        Optional<OutputFormat> output = texts.output(definition.head().output(), steps(definition));
        List<FieldRef> throttleBy = throttleBy(definition, texts, folding.inputs());
        if (findings.errorCount() > before || pattern.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CheckedCorrelation(
                        definition,
                        folding.inputs(),
                        pattern.get(),
                        output.get(),
                        where.printed(),
                        throttleBy));
    }

    private Optional<String> unknownSource(CorrelationDefinition definition) {
        return Stream.concat(
                        Stream.of(definition.head().source()),
                        definition.steps().stream().map(definition::source))
                .filter(source -> !catalog.hasSource(source))
                .findFirst();
    }

    /** Where the engine is at hand it has the last word. */
    private static void refuseForEngine(
            Pattern pattern, CorrelationTexts texts, Optional<SourceSpan> place) {
        if (pattern instanceof Pattern.Chain chain) {
            SequenceEngine.find()
                    .flatMap(engine -> engine.problem(chain))
                    .ifPresent(
                            problem ->
                                    texts.refuse(
                                            "Flink CEP refuses it: " + problem,
                                            "",
                                            "engine",
                                            place));
        }
    }

    private void refuseNameOfRule(CorrelationDefinition definition) {
        definitions
                .rule(definition.name())
                .ifPresent(
                        rule ->
                                findings.add(
                                        DiagnosticCode.LOAD_ERR_EXTENSION,
                                        "A rule has the name '" + definition.name() + "' too",
                                        "the rule stands at " + rule.span(),
                                        List.of(location(definition))));
    }

    /** Steps whose events an output may name: those that come. */
    static Map<String, String> steps(CorrelationDefinition definition) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (StepDefinition step : definition.steps()) {
            if (!step.not()) {
                ids.put(step.id().text(), definition.source(step));
            }
        }
        return ids;
    }

    /** What is said, or else the key. */
    private static List<FieldRef> throttleBy(
            CorrelationDefinition definition, CorrelationTexts texts, List<CheckedInput> inputs) {
        List<FieldRef> fields = new ArrayList<>();
        if (definition.suppress().isEmpty()) {
            return fields;
        }
        List<LocatedText> said = definition.suppress().get().by();
        for (LocatedText text : said) {
            texts.field(text, "suppress").ifPresent(fields::add);
        }
        if (said.isEmpty() && !inputs.isEmpty()) {
            inputs.get(0).key().stream().map(KeyField::ref).forEach(fields::add);
        }
        return fields;
    }
}
