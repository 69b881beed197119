// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.TextOrigin;
import dev.saker.rules.load.RuleDefinition.Body;
import dev.saker.rules.load.RuleDefinition.Switches;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads rule items: definitions, switches of existing rules, appends and overrides. */
final class RuleLoader {

    static final String DEFAULT_SOURCE = "syscall";

    private static final Set<String> KEYS =
            Set.of(
                    "rule",
                    "condition",
                    "output",
                    "desc",
                    "priority",
                    "source",
                    "enabled",
                    "tags",
                    "exceptions",
                    "warn_evttypes",
                    "skip-if-unknown-filter",
                    "capture",
                    "capture_duration",
                    "append",
                    "override");

    /** A rule without any of these changes another. */
    private static final List<String> ESSENTIAL =
            List.of("condition", "output", "desc", "priority");

    private final Definitions definitions;
    private final ExceptionLoader exceptions;
    private final RuleChanger changer;

    RuleLoader(Definitions definitions, ExceptionLoader exceptions) {
        this.definitions = definitions;
        this.exceptions = exceptions;
        this.changer = new RuleChanger(exceptions);
    }

    void load(Item item) throws LoadProblem {
        item.warnUnknownKeys(KEYS);
        LocatedText name = item.text("rule");
        Item.Parts parts = item.new Parts();
        Optional<Overrides> read =
                parts.read(
                        () -> Overrides.of(item, RuleChanger.APPENDABLE, RuleChanger.REPLACEABLE));
        if (read.isEmpty()) {
            changer.readAll(item, parts); // says what else is wrong with it
            parts.requireAll();
        }
        Overrides override = read.orElseThrow();
        Optional<RuleDefinition> old = definitions.rule(name.text());
        if (old.isEmpty() && definitions.isBroken("rule", name.text()) && changes(item, override)) {
            return; // the rule it would change was reported already
        }
        if (!override.isNone()) {
            definitions.put(changer.override(item, name, override, old));
        } else if (Deprecated.append(item)) {
            definitions.put(changer.append(item, name, old));
        } else if (ESSENTIAL.stream().noneMatch(item::has)) {
            definitions.put(enabled(item, name, old));
        } else {
            define(item, name, old);
        }
    }

    private static boolean changes(Item item, Overrides override) throws LoadProblem {
        return !override.isNone()
                || item.flag("append", false)
                || ESSENTIAL.stream().noneMatch(item::has);
    }

    private static RuleDefinition enabled(Item item, LocatedText name, Optional<RuleDefinition> old)
            throws LoadProblem {
        boolean enabled = item.has("enabled") && item.flag("enabled", true);
        if (!item.has("enabled")) {
            throw LoadProblem.shape(
                    "Item has no mapping for key '" + ESSENTIAL.get(0) + "'", name.span());
        }
        Deprecated.enabledOnly(item);
        RuleDefinition rule =
                old.orElseThrow(
                        () ->
                                LoadProblem.meaning(
                                        "Rule has 'enabled' key but no rule by that name already"
                                                + " exists",
                                        name.span()));
        Switches switches = rule.body().switches().withEnabled(enabled);
        return rule.with(rule.body().withSwitches(switches));
    }

    private void define(Item item, LocatedText name, Optional<RuleDefinition> old)
            throws LoadProblem {
        Item.Parts parts = item.new Parts();
        String named = parts.read(() -> item.optionalText("source")).orElse("");
        String source = named.isEmpty() ? DEFAULT_SOURCE : named;
        if (old.isPresent() && !old.get().body().source().equals(source)) {
            parts.run(
                    () -> {
                        throw RuleChanger.differentSource(name);
                    });
        }
        Body body = body(item, name, source, parts);
        int now = definitions.nextItem();
        int order = old.map(RuleDefinition::order).orElse(now);
        definitions.put(new RuleDefinition(name.text(), order, name.span(), body));
        parts.requireAll();
    }

    /**
     * With something harmless for every part that is wrong: the rule is refused, and yet what else
     * is wrong with it, and with items that change it, is to be told in the same run.
     */
    private Body body(Item item, LocatedText name, String source, Item.Parts parts) {
        Optional<LocatedText> condition = parts.read(() -> item.text("condition"));
        Optional<LocatedText> output = parts.read(() -> item.text("output").trimmed());
        Optional<LocatedText> description = parts.read(() -> item.text("desc"));
        Optional<Priority> priority = parts.read(() -> priority(item));
        Optional<SortedSet<String>> tags = parts.read(() -> tags(item));
        Optional<List<ExceptionDefinition>> known =
                parts.read(
                        () -> item.has("exceptions") ? exceptions.define(item, source) : List.of());
        Switches switches = switches(item, parts);
        return new Body(
                condition.orElseGet(() -> standIn("evt.num = 0", name)),
                output.orElseGet(() -> standIn("-", name)),
                description.orElse(name),
                priority.orElse(Priority.DEBUG),
                source,
                tags.orElseGet(TreeSet::new),
                known.orElse(List.of()),
                switches);
    }

    private static LocatedText standIn(String text, LocatedText name) {
        return LocatedText.of(text, TextOrigin.fixed(name.span()));
    }

    private static Switches switches(Item item, Item.Parts parts) {
        Switches defaults = Switches.DEFAULT;
        return new Switches(
                flag(item, parts, "enabled", defaults.enabled()),
                flag(item, parts, "warn_evttypes", defaults.warnEventTypes()),
                flag(item, parts, "skip-if-unknown-filter", defaults.skipIfUnknownFilter()),
                flag(item, parts, "capture", defaults.capture()),
                parts.read(() -> item.count("capture_duration", defaults.captureMillis()))
                        .orElse(defaults.captureMillis()));
    }

    private static boolean flag(Item item, Item.Parts parts, String key, boolean otherwise) {
        return parts.read(() -> item.flag(key, otherwise)).orElse(otherwise);
    }

    static Priority priority(Item item) throws LoadProblem {
        LocatedText text = item.text("priority");
        return Priority.parse(text.text())
                .orElseThrow(() -> LoadProblem.shape("Invalid priority", text.span()));
    }

    static SortedSet<String> tags(Item item) throws LoadProblem {
        SortedSet<String> tags = new TreeSet<>();
        if (item.has("tags")) {
            item.texts("tags").forEach(tag -> tags.add(tag.text()));
        }
        return tags;
    }
}
