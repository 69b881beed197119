// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.RuleSelection;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code settings} items: what Falco keeps in falco.yaml although it decides what rules do.
 * The item is ours, so unlike in Falco's items an unknown key is an error.
 */
final class SettingsLoader {

    private static final Set<String> KEYS =
            Set.of("priority", "rules", "append_output", "suggested_output");
    private static final Set<String> VERBS = Set.of("enable", "disable");
    private static final Set<String> CRITERIA = Set.of("rule", "tag");
    private static final Set<String> ADDITION =
            Set.of("match", "extra_output", "extra_fields", "suggested_output");
    private static final Set<String> MATCH = Set.of("rule", "source", "tags");

    private final Definitions definitions;

    SettingsLoader(Definitions definitions) {
        this.definitions = definitions;
    }

    void load(Item item) throws LoadProblem {
        Steps steps = new Steps(item);
        steps.run(() -> definitions.put(read(item, definitions.settings())));
        steps.requireAll();
    }

    /** The parts of an item that is ours: what is wrong with any of them has a code of its own. */
    private static final class Steps {

        private final Item.Parts parts;

        Steps(Item item) {
            this.parts = item.new Parts();
        }

        void run(Item.Step step) {
            parts.run(
                    () -> {
                        try {
                            step.run();
                        } catch (LoadProblem problem) {
                            throw extension(problem.getMessage(), problem.help(), problem.span());
                        }
                    });
        }

        void requireAll() throws LoadProblem {
            parts.requireAll();
        }
    }

    private static LoadProblem extension(String message, String help, SourceSpan span) {
        return new LoadProblem(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, span);
    }

    private static Settings read(Item item, Settings old) throws LoadProblem {
        Steps steps = new Steps(item);
        refuseUnknown(item, Set.of("settings"), steps);
        Item settings = mapping(item, "settings");
        refuseUnknown(settings, KEYS, steps);
        List<Priority> priority = new ArrayList<>();
        List<Settings.Selection> selections = new ArrayList<>();
        List<OutputAddition> additions = new ArrayList<>();
        List<Boolean> suggested = new ArrayList<>();
        if (settings.has("priority")) {
            steps.run(() -> priority.add(RuleLoader.priority(settings)));
        }
        if (settings.has("rules")) {
            steps.run(() -> selections.addAll(selections(settings)));
        }
        if (settings.has("append_output")) {
            steps.run(() -> additions.addAll(additions(settings)));
        }
        steps.run(() -> suggested.add(settings.flag("suggested_output", old.suggestedOutput())));
        steps.requireAll();
        Settings read =
                old.plusSelections(selections)
                        .plusAdditions(additions)
                        .withSuggestedOutput(suggested.get(0));
        return priority.isEmpty() ? read : read.withMinPriority(priority.get(0));
    }

    private static List<OutputAddition> additions(Item settings) throws LoadProblem {
        List<OutputAddition> additions = new ArrayList<>();
        Steps steps = new Steps(settings);
        for (YamlNode node : settings.sequence("append_output")) {
            steps.run(() -> additions.add(addition(mapping(settings, node, "append_output"))));
        }
        steps.requireAll();
        return additions;
    }

    private static void refuseUnknown(Item item, Set<String> known, Steps steps) {
        for (String key : item.keys()) {
            if (!known.contains(key)) {
                steps.run(
                        () -> {
                            throw extension(
                                    "Unknown key '" + key + "'",
                                    Nearest.helpOutOf(key, new TreeSet<>(known)),
                                    item.keySpan(key));
                        });
            }
        }
    }

    private static Item mapping(Item item, String key) throws LoadProblem {
        return mapping(item, item.node(key), key);
    }

    private static Item mapping(Item parent, YamlNode node, String what) throws LoadProblem {
        if (node instanceof YamlNode.Mapping mapping) {
            return parent.child(what, mapping);
        }
        throw LoadProblem.shape("Value of '" + what + "' is not a map", node.span());
    }

    private static List<Settings.Selection> selections(Item settings) throws LoadProblem {
        List<Settings.Selection> selections = new ArrayList<>();
        Steps steps = new Steps(settings);
        for (YamlNode node : settings.sequence("rules")) {
            steps.run(() -> selection(mapping(settings, node, "rules"), selections));
        }
        steps.requireAll();
        return selections;
    }

    private static void selection(Item item, List<Settings.Selection> selections)
            throws LoadProblem {
        Steps steps = new Steps(item);
        refuseUnknown(item, VERBS, steps);
        for (String verb : item.keys()) {
            if (VERBS.contains(verb)) {
                steps.run(() -> criteria(item, verb, selections));
            }
        }
        steps.requireAll();
    }

    private static void criteria(Item item, String verb, List<Settings.Selection> selections)
            throws LoadProblem {
        Item criteria = mapping(item, verb);
        Steps steps = new Steps(criteria);
        refuseUnknown(criteria, CRITERIA, steps);
        steps.requireAll();
        if (criteria.keys().isEmpty()) {
            throw LoadProblem.shape("Name a rule or a tag", item.keySpan(verb));
        }
        add(criteria, verb.equals("enable"), selections);
    }

    private static void add(Item criteria, boolean enable, List<Settings.Selection> selections)
            throws LoadProblem {
        if (criteria.has("rule")) {
            LocatedText rule = criteria.text("rule");
            selections.add(selection(enable, RuleSelection.By.RULE, rule));
        }
        if (criteria.has("tag")) {
            LocatedText tag = criteria.text("tag");
            selections.add(selection(enable, RuleSelection.By.TAG, tag));
        }
    }

    private static Settings.Selection selection(
            boolean enable, RuleSelection.By by, LocatedText pattern) {
        return new Settings.Selection(
                new RuleSelection(enable, by, pattern.text()), pattern.span());
    }

    private static OutputAddition addition(Item item) throws LoadProblem {
        Steps steps = new Steps(item);
        refuseUnknown(item, ADDITION, steps);
        List<Match> match = new ArrayList<>();
        List<LocatedText> text = new ArrayList<>();
        List<OutputAddition.ExtraField> fields = new ArrayList<>();
        List<Boolean> suggested = new ArrayList<>();
        steps.run(() -> match.add(item.has("match") ? match(item) : Match.ALL));
        if (item.has("extra_output")) {
            steps.run(() -> text.add(item.text("extra_output")));
        }
        steps.run(() -> fields.addAll(fields(item)));
        steps.run(() -> suggested.add(item.flag("suggested_output", false)));
        steps.requireAll();
        Match wanted = match.get(0);
        return new OutputAddition(
                wanted.rule(),
                wanted.source(),
                wanted.tags(),
                text.stream().findFirst(),
                fields,
                suggested.get(0),
                item.span());
    }

    /** Which rules an addition is for. */
    private record Match(String rule, String source, Set<String> tags) {
        static final Match ALL = new Match("", "", Set.of());
    }

    private static Match match(Item item) throws LoadProblem {
        Item match = mapping(item, "match");
        Steps steps = new Steps(match);
        refuseUnknown(match, MATCH, steps);
        Set<String> tags = new TreeSet<>();
        if (match.has("tags")) {
            for (YamlNode tag : match.sequence("tags")) {
                steps.run(() -> tags.add(Item.scalar(tag).value()));
            }
        }
        steps.requireAll();
        return new Match(match.optionalText("rule"), match.optionalText("source"), tags);
    }

    private static List<OutputAddition.ExtraField> fields(Item item) throws LoadProblem {
        List<OutputAddition.ExtraField> fields = new ArrayList<>();
        if (!item.has("extra_fields")) {
            return fields;
        }
        Steps steps = new Steps(item);
        for (YamlNode node : item.sequence("extra_fields")) {
            if (node instanceof YamlNode.Mapping mapping) {
                Item formats = item.child("extra_fields", mapping);
                for (String key : formats.keys()) {
                    steps.run(() -> fields.add(format(key, formats.text(key))));
                }
            } else {
                steps.run(() -> fields.add(field(Item.scalar(node).text())));
            }
        }
        steps.requireAll();
        return fields;
    }

    private static OutputAddition.ExtraField format(String key, LocatedText format) {
        return new OutputAddition.ExtraField(key, format, false);
    }

    private static OutputAddition.ExtraField field(LocatedText name) {
        LocatedText format =
                new LocatedText.Builder().append("%", name.span()).append(name).build();
        return new OutputAddition.ExtraField(name.text(), format, true);
    }
}
