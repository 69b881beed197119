// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.load.PluginRequirement;
import dev.saker.rules.load.RuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that files define, each in the order of its definition.
 *
 * @param engineVersion the highest that a file asks for; 0.0.0 if none does
 * @param plugins what files ask for, as written
 */
public record Description(
        String engineVersion,
        List<PluginRequirement> plugins,
        List<OfRule> rules,
        List<OfMacro> macros,
        List<OfList> lists,
        List<CorrelationDescription> correlations,
        List<AlertItemDescription> alertItems) {

    public Description {
        correlations = List.copyOf(correlations);
        alertItems = List.copyOf(alertItems);
        Objects.requireNonNull(engineVersion, "engineVersion is null");
        plugins = List.copyOf(plugins);
        rules = List.copyOf(rules);
        macros = List.copyOf(macros);
        lists = List.copyOf(lists);
    }

    public Optional<CorrelationDescription> correlation(String name) {
        return correlations.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** A suppression may have the name of a rule, and items of different kinds the same. */
    public List<AlertItemDescription> alertItems(String name) {
        return alertItems.stream().filter(one -> one.name().equals(name)).toList();
    }

    public Optional<OfRule> rule(String name) {
        return rules.stream().filter(rule -> rule.definition().name().equals(name)).findFirst();
    }

    /**
     * What a condition names.
     *
     * @param macros directly, not through other macros
     * @param lists directly
     * @param operators of the condition with everything put in
     * @param fields of the same, with their arguments
     * @param events names of the events for which it can hold
     * @param compiled the condition with everything put in, printed
     */
    public record OfCondition(
            Set<String> macros,
            Set<String> lists,
            Set<String> operators,
            Set<String> fields,
            Set<String> events,
            String compiled) {}

    /** Names, fields and operators of a rule's exceptions. */
    public record OfExceptions(Set<String> names, Set<String> fields, Set<String> operators) {}

    /**
     * @param output with the suggested fields behind it
     * @param outputFields that it prints, in their order
     * @param formattedFields that settings put into the output fields: what each key is made of
     * @param plugins whose events or fields the rule is about
     */
    public record OfRule(
            RuleDefinition definition,
            OfCondition condition,
            OfExceptions exceptions,
            String output,
            List<String> outputFields,
            Map<String, String> formattedFields,
            Set<String> plugins) {}

    /**
     * @param text of the condition, as written
     */
    public record OfMacro(String name, String text, OfCondition condition, boolean used) {}

    /**
     * @param items as written, without names of lists
     * @param lists whose names stand among the items
     * @param compiled the items with those lists put in
     */
    public record OfList(
            String name,
            List<String> items,
            Set<String> lists,
            List<String> compiled,
            boolean used) {}
}
