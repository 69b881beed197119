// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of names that all files write to. A name that is defined again keeps its place in the
 * order.
 */
public final class Definitions {

    private final Map<String, ListDefinition> lists = new LinkedHashMap<>();
    private final Map<String, MacroDefinition> macros = new LinkedHashMap<>();
    private final Map<String, RuleDefinition> rules = new LinkedHashMap<>();
    private final Map<String, CorrelationDefinition> correlations = new LinkedHashMap<>();
    private final Map<String, AlertItem> alertItems = new LinkedHashMap<>();
    private final Map<String, Set<String>> broken = new HashMap<>();
    private final List<PluginRequirement> plugins = new ArrayList<>();
    private Version engine = new Version(0, 0, 0);
    private Settings settings = Settings.NONE;
    private int items;

    /** The ordinal of the next item: what a definition sees is what has a smaller one. */
    int nextItem() {
        return items++;
    }

    void put(ListDefinition list) {
        lists.put(list.name(), list);
    }

    void put(MacroDefinition macro) {
        macros.put(macro.name(), macro);
    }

    void put(RuleDefinition rule) {
        rules.put(rule.name(), rule);
    }

    void put(CorrelationDefinition correlation) {
        correlations.put(correlation.name(), correlation);
    }

    /** A name that is defined again is defined anew. */
    void put(AlertItem item) {
        alertItems.put(item.common().type() + "/" + item.common().name(), item);
    }

    void removeAlertItem(String type, String name) {
        alertItems.remove(type + "/" + name);
    }

    void put(Settings all) {
        settings = all;
    }

    /** What the settings items of all files so far come to. */
    public Settings settings() {
        return settings;
    }

    /** Remembers the highest version that is asked for. */
    void requireEngine(Version version) {
        if (version.covers(engine)) {
            engine = version;
        }
    }

    void require(PluginRequirement plugin) {
        plugins.add(plugin);
    }

    /** The highest version of the language that a file asks for. */
    public String requiredEngine() {
        return engine.toString();
    }

    /** What files ask for, in their order. */
    public List<PluginRequirement> requiredPlugins() {
        return Collections.unmodifiableList(plugins);
    }

    /** Remembers that an item was refused, so that what refers to it is not blamed as well. */
    void putBroken(String type, String name) {
        broken.computeIfAbsent(type, key -> new HashSet<>()).add(name);
    }

    public boolean isBroken(String type, String name) {
        return broken.getOrDefault(type, Set.of()).contains(name);
    }

    public Optional<ListDefinition> list(String name) {
        return Optional.ofNullable(lists.get(name));
    }

    public Optional<MacroDefinition> macro(String name) {
        return Optional.ofNullable(macros.get(name));
    }

    public Optional<RuleDefinition> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    public Optional<CorrelationDefinition> correlation(String name) {
        return Optional.ofNullable(correlations.get(name));
    }

    /** In the order of their first definitions. */
    public Collection<CorrelationDefinition> correlations() {
        return Collections.unmodifiableCollection(correlations.values());
    }

    /** The items about alerts, in the order of their first definitions. */
    public Collection<AlertItem> alertItems() {
        return Collections.unmodifiableCollection(alertItems.values());
    }

    public Collection<ListDefinition> lists() {
        return Collections.unmodifiableCollection(lists.values());
    }

    public Collection<MacroDefinition> macros() {
        return Collections.unmodifiableCollection(macros.values());
    }

    /** In the order of evaluation. */
    public Collection<RuleDefinition> rules() {
        return Collections.unmodifiableCollection(rules.values());
    }
}
