// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.RuleSelection;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code settings} items: what Falco keeps in falco.yaml although it decides what rules do.
 * The item is ours, so unlike in Falco's items an unknown key is an error.
 */
final class SettingsLoader {

    private static final Set<String> KEYS = Set.of("priority", "rules", "append_output");
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
        try {
            definitions.put(read(item, definitions.settings()));
        } catch (LoadProblem problem) {
            throw extension(problem.getMessage(), problem.help(), problem.span());
        }
    }

    private static LoadProblem extension(String message, String help, SourceSpan span) {
        return new LoadProblem(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, span);
    }

    private static Settings read(Item item, Settings old) throws LoadProblem {
        refuseUnknown(item, Set.of("settings"));
        Item settings = mapping(item, "settings");
        refuseUnknown(settings, KEYS);
        Settings read = old;
        if (settings.has("priority")) {
            read = read.withMinPriority(RuleLoader.priority(settings));
        }
        if (settings.has("rules")) {
            read = read.plusSelections(selections(settings));
        }
        if (settings.has("append_output")) {
            List<OutputAddition> additions = new ArrayList<>();
            for (Item addition : items(settings, "append_output")) {
                additions.add(addition(addition));
            }
            read = read.plusAdditions(additions);
        }
        return read;
    }

    private static void refuseUnknown(Item item, Set<String> known) throws LoadProblem {
        for (String key : item.keys()) {
            if (!known.contains(key)) {
                throw extension(
                        "Unknown key '" + key + "'", Nearest.help(key, known), item.keySpan(key));
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

    private static List<Item> items(Item settings, String key) throws LoadProblem {
        List<Item> items = new ArrayList<>();
        for (YamlNode node : settings.sequence(key)) {
            items.add(mapping(settings, node, key));
        }
        return items;
    }

    private static List<Settings.Selection> selections(Item settings) throws LoadProblem {
        List<Settings.Selection> selections = new ArrayList<>();
        for (Item item : items(settings, "rules")) {
            refuseUnknown(item, VERBS);
            for (String verb : item.keys()) {
                Item criteria = mapping(item, verb);
                refuseUnknown(criteria, CRITERIA);
                if (criteria.keys().isEmpty()) {
                    throw LoadProblem.shape("Name a rule or a tag", item.keySpan(verb));
                }
                add(criteria, verb.equals("enable"), selections);
            }
        }
        return selections;
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
        refuseUnknown(item, ADDITION);
        String rule = "";
        String source = "";
        Set<String> tags = new TreeSet<>();
        if (item.has("match")) {
            Item match = mapping(item, "match");
            refuseUnknown(match, MATCH);
            rule = match.optionalText("rule");
            source = match.optionalText("source");
            tags = RuleLoader.tags(match);
        }
        Optional<LocatedText> text =
                item.has("extra_output")
                        ? Optional.of(item.text("extra_output"))
                        : Optional.empty();
        boolean suggested = item.flag("suggested_output", false);
        return new OutputAddition(rule, source, tags, text, fields(item), suggested, item.span());
    }

    private static List<OutputAddition.ExtraField> fields(Item item) throws LoadProblem {
        List<OutputAddition.ExtraField> fields = new ArrayList<>();
        if (!item.has("extra_fields")) {
            return fields;
        }
        for (YamlNode node : item.sequence("extra_fields")) {
            if (node instanceof YamlNode.Mapping mapping) {
                Item formats = item.child("extra_fields", mapping);
                for (String key : formats.keys()) {
                    fields.add(new OutputAddition.ExtraField(key, formats.text(key), false));
                }
            } else {
                LocatedText name = Item.scalar(node).text();
                LocatedText format =
                        new LocatedText.Builder().append("%", name.span()).append(name).build();
                fields.add(new OutputAddition.ExtraField(name.text(), format, true));
            }
        }
        return fields;
    }
}
