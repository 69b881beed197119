// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts an item that changes one of the same kind together with what it changes, so that the whole
 * is read as if it had been written at once.
 */
final class ItemMerger {

    private static final Set<String> APPENDABLE =
            Set.of("condition", "output", "desc", "tags", "exceptions", "steps", "by", "group-by");

    private static final Set<String> REPLACEABLE =
            Set.of(
                    "condition",
                    "output",
                    "desc",
                    "priority",
                    "tags",
                    "exceptions",
                    "enabled",
                    "steps",
                    "aliases",
                    "engine",
                    "by",
                    "group-by",
                    "within",
                    "timespan",
                    "maxspan",
                    "window",
                    "gap",
                    "field",
                    "threshold",
                    "percentile",
                    "until",
                    "match",
                    "emit",
                    "suppress",
                    "limits",
                    "history",
                    "learn",
                    "allowed_lateness");

    private final String kind;
    private final String word;
    private final Set<String> appendable;
    private final Set<String> replaceable;
    private final Set<String> keys;

    /** The whole items so far, by name. */
    private final Map<String, YamlNode.Mapping> known = new LinkedHashMap<>();

    /**
     * @param kind the key that holds the name
     * @param word what findings call such an item
     * @param keys all that it may have
     */
    private ItemMerger(
            String kind,
            String word,
            Set<String> appendable,
            Set<String> replaceable,
            Set<String> keys) {
        this.kind = kind;
        this.word = word;
        this.appendable = appendable;
        this.replaceable = replaceable;
        this.keys = keys;
    }

    static ItemMerger ofCorrelations() {
        return new ItemMerger(
                "correlation", "Correlation", APPENDABLE, REPLACEABLE, CorrelationKeys.all());
    }

    /** Of an item about alerts, all keys of which but the name may be given anew. */
    static ItemMerger ofAlertItems(String kind, String word, Set<String> keys) {
        Set<String> replaceable = new HashSet<>(keys);
        replaceable.removeAll(Set.of(kind, "override"));
        Set<String> appendable = new HashSet<>(Set.of("desc", "output", "tags", "by"));
        appendable.retainAll(keys);
        return new ItemMerger(kind, word, appendable, replaceable, keys);
    }

    /** The item as it is to be read. */
    Item merged(Item item, LocatedText name, boolean broken) throws LoadProblem {
        Overrides override = Overrides.of(item, appendable, replaceable);
        boolean appends = keys.contains("append") && item.flag("append", false);
        boolean switches = item.keys().equals(Set.of(kind, "enabled"));
        if (override.isNone() && !appends && !switches) {
            return item;
        }
        Item.Parts parts = item.new Parts();
        Extension.refuseUnknownKeys(item, keys, parts);
        parts.requireAll();
        YamlNode.Mapping old = known.get(name.text());
        if (old == null) {
            throw broken ? notSound(name) : absent(name);
        }
        Set<String> appended = appends ? Set.of("condition", "exceptions") : override.appended();
        Set<String> replaced = switches ? Set.of("enabled") : override.replaced();
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        old.entries().forEach(entry -> entries.put(canonical(entry.name()), entry));
        for (YamlNode.Entry entry : item.mapping().entries()) {
            if (replaced.contains(entry.name())) {
                entries.put(canonical(entry.name()), entry);
            } else if (appended.contains(entry.name())) {
                entries.merge(canonical(entry.name()), entry, ItemMerger::appended);
            }
        }
        List<YamlNode.Entry> all = new ArrayList<>(entries.values());
        return item.with(new YamlNode.Mapping(all, old.span(), old.size()));
    }

    /** One key, by whichever of its names it is written. */
    static String canonical(String key) {
        return switch (key) {
            case "timespan", "maxspan" -> "within";
            case "group-by" -> "by";
            default -> key;
        };
    }

    /** To be called with what was read without a problem. */
    void remember(Item whole, String name) {
        known.put(name, whole.mapping());
    }

    private LoadProblem absent(LocatedText name) {
        return Extension.problem(
                word + " '" + name.text() + "' is to be changed, but none by that name exists",
                "",
                name.span());
    }

    /** What would be changed was refused: that has been said, and this is no other mistake. */
    private LoadProblem notSound(LocatedText name) {
        return new LoadProblem(
                DiagnosticCode.LOAD_WARNING_EXTENSION,
                word + " '" + name.text() + "' is not changed, for it is not sound",
                name.span());
    }

    private static YamlNode.Entry appended(YamlNode.Entry old, YamlNode.Entry more) {
        YamlNode value = joined(old.name(), old.value(), more.value());
        return new YamlNode.Entry(old.key(), value);
    }

    private static YamlNode joined(String key, YamlNode old, YamlNode more) {
        if (old instanceof YamlNode.Scalar first && more instanceof YamlNode.Scalar second) {
            boolean list = canonical(key).equals("by") || key.equals("tags");
            return list
                    ? new YamlNode.Sequence(List.of(old, more), old.span(), 2)
                    : new YamlNode.Scalar(
                            first.text().joinedWith(second.text()), false, first.span());
        }
        List<YamlNode> items = new ArrayList<>(items(old));
        for (YamlNode item : items(more)) {
            if (!key.equals("exceptions") || !addValues(items, item)) {
                items.add(item);
            }
        }
        return new YamlNode.Sequence(items, old.span(), items.size());
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    }

    /** More values for an exception that is there by name. */
    private static boolean addValues(List<YamlNode> exceptions, YamlNode more) {
        if (!(more instanceof YamlNode.Mapping added)) {
            return false;
        }
        for (int i = 0; i < exceptions.size(); i++) {
            if (exceptions.get(i) instanceof YamlNode.Mapping old
                    && !name(old).isEmpty()
                    && name(old).equals(name(added))) {
                exceptions.set(i, withValues(old, added));
                return true;
            }
        }
        return false;
    }

    private static String name(YamlNode.Mapping exception) {
        return exception.entries().stream()
                .filter(entry -> entry.name().equals("name"))
                .map(YamlNode.Entry::value)
                .filter(YamlNode.Scalar.class::isInstance)
                .map(value -> ((YamlNode.Scalar) value).value())
                .findFirst()
                .orElse("");
    }

    private static YamlNode.Mapping withValues(YamlNode.Mapping old, YamlNode.Mapping added) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        old.entries().forEach(entry -> entries.put(entry.name(), entry));
        for (YamlNode.Entry entry : added.entries()) {
            if (!entry.name().equals("name")) {
                entries.merge(entry.name(), entry, ItemMerger::appended);
            }
        }
        return new YamlNode.Mapping(List.copyOf(entries.values()), old.span(), old.size());
    }
}
