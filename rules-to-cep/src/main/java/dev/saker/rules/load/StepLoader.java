// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Contiguity;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.TextOrigin;
import dev.saker.rules.load.CorrelationDefinition.Chaining;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of a correlation. */
final class StepLoader {

    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "condition",
                    "macro",
                    "rule",
                    "source",
                    "by",
                    "group-by",
                    "where",
                    "count",
                    "runs",
                    "not",
                    "within",
                    "maxspan",
                    "contiguity",
                    "loop",
                    "greedy",
                    "optional",
                    "steps");

    /** Those of a step that consists of others. */
    private static final Set<String> GROUP_KEYS =
            Set.of("id", "steps", "count", "runs", "contiguity", "loop", "optional");

    /** Only pattern engines understand these. */
    private static final List<String> CHAINING =
            List.of("contiguity", "loop", "greedy", "optional", "steps");

    /** A step that is repeated more often is a count, not a sequence. */
    private static final int MAX_COUNT = 100;

    private static final int MAX_STEPS = 30; // with until, a bit each in a word

    private StepLoader() {}

    static List<StepDefinition> steps(Item item, Item.Parts parts) throws LoadProblem {
        List<StepDefinition> steps = steps(item, parts, new HashSet<>());
        List<StepDefinition> leaves = leaves(steps);
        if (leaves.size() > MAX_STEPS) {
            throw Extension.problem(
                    "More than " + MAX_STEPS + " steps", "", leaves.get(MAX_STEPS).id().span());
        }
        return steps;
    }

    /** The steps that events are of. */
    static List<StepDefinition> leaves(List<StepDefinition> steps) {
        List<StepDefinition> leaves = new ArrayList<>();
        for (StepDefinition step : steps) {
            List<StepDefinition> group = step.chaining().group();
            leaves.addAll(group.isEmpty() ? List.of(step) : leaves(group));
        }
        return leaves;
    }

    private static List<StepDefinition> steps(Item item, Item.Parts parts, Set<String> ids)
            throws LoadProblem {
        List<StepDefinition> steps = new ArrayList<>();
        for (YamlNode node : item.sequence("steps")) {
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
        boolean group = item.has("steps");
        Extension.refuseUnknownKeys(item, group ? GROUP_KEYS : KEYS, parts);
        LocatedText id = id(item, ids);
        if (group) {
            return group(item, id, ids, parts);
        }
        parts.read(() -> oneCondition(item));
        boolean not = item.flag("not", false);
        var count = parts.read(() -> count(item));
        var within =
                parts.read(
                        () ->
                                CorrelationLoader.duration(
                                        item, Extension.either(item, "within", "maxspan")));
        var by = parts.read(() -> CorrelationLoader.by(item));
        parts.read(() -> refuseForNot(item, not));
        parts.requireAll();
        return new StepDefinition(
                id,
                CorrelationLoader.optionalText(item, "condition"),
                CorrelationLoader.optionalText(item, "macro"),
                CorrelationLoader.optionalText(item, "rule"),
                CorrelationLoader.optionalText(item, "source"),
                by.orElseThrow(),
                CorrelationLoader.optionalText(item, "where"),
                count.orElseThrow().least(),
                not,
                within.orElseThrow(),
                chaining(item, count.orElseThrow(), List.of()));
    }

    private static StepDefinition group(
            Item item, LocatedText id, Set<String> ids, Item.Parts parts) throws LoadProblem {
        List<StepDefinition> steps = steps(item, parts, ids);
        var count = parts.read(() -> count(item));
        parts.requireAll();
        if (steps.isEmpty()) {
            throw Extension.problem("A group has no step", "", item.keySpan("steps"));
        }
        return new StepDefinition(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                count.orElseThrow().least(),
                false,
                0,
                chaining(item, count.orElseThrow(), steps));
    }

    private static Chaining chaining(Item item, Count count, List<StepDefinition> group)
            throws LoadProblem {
        Optional<LocatedText> word = count.word();
        for (String key : CHAINING) {
            if (item.has(key) && word.isEmpty()) {
                word = Optional.of(LocatedText.of(key, TextOrigin.fixed(item.keySpan(key))));
            }
        }
        return new Chaining(
                word,
                contiguity(item, "contiguity"),
                contiguity(item, "loop"),
                count.most(),
                item.flag("greedy", false),
                item.flag("optional", false),
                group);
    }

    private static Optional<Contiguity> contiguity(Item item, String key) throws LoadProblem {
        if (!item.has(key)) {
            return Optional.empty();
        }
        LocatedText text = item.text(key);
        return Optional.of(
                Contiguity.parse(text.text())
                        .orElseThrow(
                                () ->
                                        Extension.notOneOf(
                                                text,
                                                "known for '" + key + "'",
                                                Contiguity.words())));
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
        for (String key :
                List.of("count", "runs", "within", "maxspan", "loop", "greedy", "optional")) {
            if (not && item.has(key)) {
                throw Extension.problem(
                        "Key '" + key + "' is not for a step that must not come",
                        "",
                        item.keySpan(key));
            }
        }
        return "";
    }

    /**
     * How often a step comes.
     *
     * @param most 0 for no bound
     * @param word a bound that only pattern engines understand
     */
    private record Count(int least, int most, Optional<LocatedText> word) {}

    private static Count count(Item item) throws LoadProblem {
        String key = Extension.either(item, "count", "runs");
        if (!item.has(key)) {
            return new Count(1, 1, Optional.empty());
        }
        if (!(item.node(key) instanceof YamlNode.Mapping)) {
            int exactly = Extension.number(item, key, 1, MAX_COUNT);
            return new Count(exactly, exactly, Optional.empty());
        }
        Item count = Extension.mapping(item, key);
        Item.Parts parts = count.new Parts();
        Extension.refuseUnknownKeys(count, Set.of("gte", "lte"), parts);
        parts.requireAll();
        int least = count.has("gte") ? Extension.number(count, "gte", 1, MAX_COUNT) : 1;
        if (!count.has("lte")) {
            return new Count(least, 0, Optional.empty());
        }
        int most = Extension.number(count, "lte", least, MAX_COUNT);
        LocatedText word = LocatedText.of("lte", TextOrigin.fixed(count.keySpan("lte")));
        return new Count(least, most, Optional.of(word));
    }
}
