// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.ConditionEvents;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.SuggestedOutput;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ExceptionDefinition;
import dev.saker.rules.load.ListDefinition;
import dev.saker.rules.load.MacroDefinition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.syntax.ConditionPrinter;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spells out definitions that have been resolved and checked without an error. */
public final class Describer {

    private static final String SYSCALL = "syscall";

    /** Offered to the rules of every source, whatever their conditions say. */
    private static final String EVENT_OF_ALL = "asyncevent";

    private final Definitions definitions;
    private final Resolution resolution;
    private final FieldCatalog catalog = FieldCatalog.get();
    private final ConditionEvents events = new ConditionEvents(catalog);

    public Describer(Definitions definitions, Resolution resolution) {
        this.definitions = definitions;
        this.resolution = resolution;
    }

    /**
     * @param correlations that are active where everything is captured
     */
    public Description describe(List<CheckedRule> checked, CorrelationSet correlations) {
        return new Description(
                definitions.requiredEngine(),
                definitions.requiredPlugins(),
                checked.stream().map(this::rule).toList(),
                definitions.macros().stream().map(this::macro).toList(),
                definitions.lists().stream().map(this::list).toList(),
                new CorrelationDescriber(definitions, checked, correlations).describe(),
                new AlertItemDescriber(checked, correlations).describe());
    }

    private Description.OfRule rule(CheckedRule rule) {
        RuleDefinition definition = rule.definition();
        RuleDefinition.Body body = definition.body();
        Set<String> names =
                body.source().equals(SYSCALL)
                        ? EventNames.of(rule.eventCodes())
                        : Set.of("pluginevent");
        Description.OfCondition condition =
                condition(body.condition(), rule.expression(), withEventOfAll(names));
        OutputFormat output = withSuggested(rule);
        return new Description.OfRule(
                definition,
                condition,
                exceptions(body.exceptions()),
                output.text(),
                outputFields(output),
                formattedFields(output),
                plugins(rule));
    }

    private Description.OfCondition condition(
            LocatedText written, Expression expanded, Set<String> eventNames) {
        ConditionNames all = ConditionNames.of(expanded);
        return new Description.OfCondition(
                macrosIn(written),
                listsIn(written),
                all.operators(),
                all.fields(),
                eventNames,
                ConditionPrinter.print(expanded));
    }

    private Set<String> macrosIn(LocatedText written) {
        return parsed(written)
                .map(ConditionNames::macros)
                .flatMap(Set::stream)
                .filter(name -> definitions.macro(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> listsIn(LocatedText written) {
        return parsed(written)
                .map(ConditionNames::values)
                .flatMap(Set::stream)
                .filter(name -> definitions.list(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What parses only with its lists put in names none that could be told from its text. */
    private static Stream<ConditionNames> parsed(LocatedText written) {
        try {
            return Stream.of(ConditionNames.of(Parser.parse(written)));
        } catch (SyntaxProblem e) {
            return Stream.empty();
        }
    }

    private static Set<String> withEventOfAll(Set<String> names) {
        Set<String> all = new TreeSet<>(names);
        all.add(EVENT_OF_ALL);
        return all;
    }

    private static Description.OfExceptions exceptions(List<ExceptionDefinition> exceptions) {
        Set<String> names = new TreeSet<>();
        Set<String> fields = new TreeSet<>();
        Set<String> operators = new TreeSet<>();
        for (ExceptionDefinition exception : exceptions) {
            names.add(exception.name().text());
            exception.fields().forEach(field -> fields.add(field.text()));
            exception.comparisons().forEach(comparison -> operators.add(comparison.text()));
        }
        return new Description.OfExceptions(names, fields, operators);
    }

    /** With the fields that Falco adds to every output, unless settings do without. */
    private OutputFormat withSuggested(CheckedRule rule) {
        return definitions.settings().suggestedOutput()
                ? SuggestedOutput.appendedTo(rule.output(), rule.definition().body().source())
                : rule.output();
    }

    /** In the order of the text, as often as they stand there. */
    private static List<String> outputFields(OutputFormat output) {
        List<String> fields = new ArrayList<>();
        output.extraFields().forEach(field -> fields.add(field.text()));
        for (OutputFormat.Token token : output.tokens()) {
            if (token instanceof OutputFormat.Field field) {
                fields.add(field.ref().name());
            } else if (token instanceof OutputFormat.Transformed transformed) {
                transformed.fields().forEach(ref -> fields.add(ref.name()));
            }
        }
        return fields;
    }

    private static Map<String, String> formattedFields(OutputFormat output) {
        Map<String, String> formats = new TreeMap<>();
        for (OutputFormat.ExtraField field : output.extraFields()) {
            if (!field.typed()) {
                formats.put(field.key(), field.text());
            }
        }
        return formats;
    }

    /** The plugin that sends the rule's events, and those whose fields it names. */
    private static Set<String> plugins(CheckedRule rule) {
        Set<String> plugins = new TreeSet<>();
        plugins.add(
                switch (rule.definition().body().source()) {
                    case "k8s_audit" -> "k8saudit";
                    case "aws_cloudtrail" -> "cloudtrail";
                    default -> "container";
                });
        List<FieldRef> fields = new ArrayList<>(FieldUses.of(rule.condition()));
        fields.addAll(FieldUses.of(rule.output()));
        fields.forEach(ref -> plugins.add(ref.field().fieldClass().plugin()));
        plugins.remove("");
        return plugins;
    }

    private Description.OfMacro macro(MacroDefinition macro) {
        Expression expanded = resolution.macros().condition(macro.name()).orElseThrow();
        return new Description.OfMacro(
                macro.name(),
                macro.condition().text(),
                condition(
                        macro.condition(),
                        expanded,
                        withEventOfAll(EventNames.of(events.of(expanded)))),
                resolution.macros().used().contains(macro.name()));
    }

    private Description.OfList list(ListDefinition list) {
        List<String> items = new ArrayList<>();
        Set<String> lists = new TreeSet<>();
        for (LocatedText item : list.items()) {
            if (definitions.list(item.text()).isPresent()) {
                lists.add(item.text());
            } else {
                items.add(item.text());
            }
        }
        return new Description.OfList(
                list.name(),
                items,
                lists,
                resolution.lists().items(list.name()).orElseThrow().stream()
                        .map(LocatedText::text)
                        .toList(),
                resolution.lists().used().contains(list.name()));
    }
}
