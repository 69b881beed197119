// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an item's {@code override} asks for.
 *
 * @param appended keys to add to
 * @param replaced keys to put in place of
 */
record Overrides(Set<String> appended, Set<String> replaced) {

    private static final Overrides NONE = new Overrides(Set.of(), Set.of());

    boolean isNone() {
        return appended.isEmpty() && replaced.isEmpty();
    }

    boolean names(String key) {
        return appended.contains(key) || replaced.contains(key);
    }

    /**
     * Reads and checks it.
     *
     * @param appendable keys that can be added to
     * @param replaceable keys that can be put in place
     */
    static Overrides of(Item item, Set<String> appendable, Set<String> replaceable)
            throws LoadProblem {
        if (!item.has("override") || item.isEmpty("override")) {
            return NONE;
        }
        YamlNode node = item.node("override");
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw LoadProblem.shape("Value of 'override' is not a map", node.span());
        }
        if (mapping.entries().isEmpty()) {
            return NONE;
        }
        if (item.flag("append", false)) {
            throw LoadProblem.shape(
                    "Keys 'override' and 'append: true' cannot be used together. Add an append"
                            + " entry (e.g. 'condition: append') under override instead.",
                    item.keySpan("append"));
        }
        Overrides override = new Overrides(new LinkedHashSet<>(), new LinkedHashSet<>());
        Item.Parts parts = item.new Parts();
        Set<String> named = new HashSet<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            named.add(entry.name());
            parts.run(() -> override.add(item, entry, appendable, replaceable));
        }
        for (String key : item.keys()) {
            boolean overridable = appendable.contains(key) || replaceable.contains(key);
            if (overridable && !named.contains(key)) {
                parts.run(() -> refuse(item, key));
            }
        }
        parts.requireAll();
        return override;
    }

    private void add(
            Item item, YamlNode.Entry entry, Set<String> appendable, Set<String> replaceable)
            throws LoadProblem {
        String key = entry.name();
        String verb = Item.scalar(entry.value()).value();
        switch (verb) {
            case "append" ->
                    require(appendable, entry, "cannot be appended to, use 'replace' instead");
            case "replace" -> require(replaceable, entry, "cannot be replaced");
            default ->
                    throw LoadProblem.shape(
                            "Invalid override operation for key '"
                                    + key
                                    + "': '"
                                    + verb
                                    + "'. Allowed values are: append, replace",
                            entry.value().span());
        }
        if (!item.has(key)) {
            throw LoadProblem.shape(
                    "An "
                            + verb
                            + " override for '"
                            + key
                            + "' was specified but '"
                            + key
                            + "' is not defined",
                    entry.key().span());
        }
        (verb.equals("append") ? appended : replaced).add(key);
    }

    private static void require(Set<String> allowed, YamlNode.Entry entry, String otherwise)
            throws LoadProblem {
        if (!allowed.contains(entry.name())) {
            throw LoadProblem.shape("Key '" + entry.name() + "' " + otherwise, entry.key().span());
        }
    }

    private static void refuse(Item item, String key) throws LoadProblem {
        throw LoadProblem.shape(
                "Unexpected key '" + key + "': no corresponding entry under 'override' is defined.",
                item.keySpan(key));
    }
}
