// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the steps of a correlation. */
final class StepLoader {

    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "condition",
                    "macro",
                    "rule",
                    "by",
                    "where",
                    "count",
                    "runs",
                    "not",
                    "within",
                    "maxspan");

    /** A step that is repeated more often is a count, not a sequence. */
    private static final int MAX_COUNT = 100;

    private static final int MAX_STEPS = 30; // with until, a bit each in a word

    private StepLoader() {}

    static List<StepDefinition> steps(Item item, Item.Parts parts) throws LoadProblem {
        List<StepDefinition> steps = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<YamlNode> nodes = item.sequence("steps");
        if (nodes.size() > MAX_STEPS) {
            throw Extension.problem(
                    "More than " + MAX_STEPS + " steps", "", nodes.get(MAX_STEPS).span());
        }
        for (YamlNode node : nodes) {
            parts.read(() -> step(item, node, ids)).ifPresent(steps::add);
        }
        return steps;
    }

    private static StepDefinition step(Item correlation, YamlNode node, Set<String> ids)
            throws LoadProblem {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw Extension.problem(
                    "A step is not a map", "such as {id: drop, condition: ...}", node.span());
        }
        Item item = correlation.child("step", mapping);
        Item.Parts parts = item.new Parts();
        Extension.refuseUnknownKeys(item, KEYS, parts);
        LocatedText id = id(item, ids);
        parts.read(() -> oneCondition(item));
        boolean not = item.flag("not", false);
        var count = parts.read(() -> count(item));
        var within =
                parts.read(
                        () ->
                                CorrelationLoader.duration(
                                        item, Extension.either(item, "within", "maxspan")));
        parts.read(() -> refuseForNot(item, not));
        parts.requireAll();
        return new StepDefinition(
                id,
                CorrelationLoader.optionalText(item, "condition"),
                CorrelationLoader.optionalText(item, "macro"),
                CorrelationLoader.optionalText(item, "rule"),
                item.has("by") ? Extension.texts(item, "by") : List.of(),
                CorrelationLoader.optionalText(item, "where"),
                count.orElseThrow(),
                not,
                within.orElseThrow());
    }

    private static LocatedText id(Item item, Set<String> ids) throws LoadProblem {
        if (!item.has("id")) {
            throw Extension.problem("A step has no id", "", item.span());
        }
        LocatedText id = item.text("id");
        if (!id.text().matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw Extension.problem(
                    "'" + id.text() + "' cannot be the id of a step",
                    "letters, digits and _, a letter first",
                    id.span());
        }
        if (!ids.add(id.text())) {
            throw Extension.problem("Two steps have the id '" + id.text() + "'", "", id.span());
        }
        return id;
    }

    private static String oneCondition(Item item) throws LoadProblem {
        List<String> given =
                List.of("condition", "macro", "rule").stream().filter(item::has).toList();
        if (given.size() != 1) {
            throw Extension.problem(
                    "A step has one of condition, macro and rule",
                    "",
                    given.isEmpty() ? item.span() : item.keySpan(given.get(1)));
        }
        return given.get(0);
    }

    private static String refuseForNot(Item item, boolean not) throws LoadProblem {
        for (String key : List.of("count", "runs", "where", "within", "maxspan")) {
            if (not && item.has(key)) {
                throw Extension.problem(
                        "Key '" + key + "' is not for a step that must not come",
                        "",
                        item.keySpan(key));
            }
        }
        return "";
    }

    private static int count(Item item) throws LoadProblem {
        String key = Extension.either(item, "count", "runs");
        if (!item.has(key)) {
            return 1;
        }
        if (!(item.node(key) instanceof YamlNode.Mapping)) {
            return Extension.number(item, key, 1, MAX_COUNT);
        }
        Item count = Extension.mapping(item, key);
        Item.Parts parts = count.new Parts();
        Extension.refuseUnknownKeys(count, Set.of("gte"), parts);
        parts.requireAll();
        return Extension.number(count, "gte", 1, MAX_COUNT);
    }
}
