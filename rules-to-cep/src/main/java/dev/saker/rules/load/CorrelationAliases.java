// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sigma's aliases: a name among the common fields that stands for another field in every step. Such
 * a name becomes a field of each step's own.
 */
record CorrelationAliases(List<LocatedText> common, List<Alias> aliases) {

    /** A name, and the field that each step, by id, has for it. */
    record Alias(LocatedText name, Map<String, LocatedText> fields) {}

    static CorrelationAliases of(Item item, List<LocatedText> by) throws LoadProblem {
        if (!item.has("aliases")) {
            return new CorrelationAliases(by, List.of());
        }
        Item written = Extension.mapping(item, "aliases");
        List<LocatedText> common = new ArrayList<>();
        List<Alias> aliases = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (LocatedText name : by) {
            if (written.has(name.text())) {
                aliases.add(new Alias(name, fields(Extension.mapping(written, name.text()))));
                used.add(name.text());
            } else {
                common.add(name);
            }
        }
        for (String name : written.keys()) {
            if (!used.contains(name)) {
                throw Extension.problem(
                        "Alias '" + name + "' is not among the fields of 'by'",
                        "",
                        written.keySpan(name));
            }
        }
        return new CorrelationAliases(common, aliases);
    }

    private static Map<String, LocatedText> fields(Item alias) throws LoadProblem {
        Map<String, LocatedText> fields = new LinkedHashMap<>();
        for (String step : alias.keys()) {
            fields.put(step, alias.text(step));
        }
        return fields;
    }

    /** The steps, each with the fields that aliases give it before its own. */
    List<StepDefinition> steps(List<StepDefinition> steps) throws LoadProblem {
        List<StepDefinition> all = new ArrayList<>();
        for (StepDefinition step : steps) {
            if (!step.chaining().group().isEmpty()) {
                List<StepDefinition> group = steps(step.chaining().group());
                all.add(step.with(step.by(), step.chaining().with(group)));
                continue;
            }
            List<LocatedText> by = new ArrayList<>();
            for (Alias alias : aliases) {
                LocatedText field = alias.fields().get(step.id().text());
                if (field == null) {
                    throw Extension.problem(
                            "Alias '"
                                    + alias.name().text()
                                    + "' says nothing about step '"
                                    + step.id().text()
                                    + "'",
                            "",
                            alias.name().span());
                }
                by.add(field);
            }
            by.addAll(step.by());
            all.add(step.with(by, step.chaining()));
        }
        return all;
    }
}
