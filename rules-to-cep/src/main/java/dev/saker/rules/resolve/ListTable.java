// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ListDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lists, compiled: an item that names a list defined before stands for that list's items, and
 * so on. In Falco that goes one level deep only: a name inside those is a plain value there.
 */
public final class ListTable {

    /** Of all lists together, put in for names of lists: lists of lists multiply. */
    private static final int MAX_ITEMS = 5_000_000;

    /** Nested references are followed by calls. */
    private static final int MAX_REFERENCES = 500;

    private final Definitions definitions;
    private final boolean strictFalco;
    private final Findings findings;
    private final Map<String, List<LocatedText>> items = new LinkedHashMap<>();
    private final Map<String, LocatedText> texts = new HashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> open = new HashSet<>();
    private long count;

    ListTable(Definitions definitions, boolean strictFalco, Findings findings) {
        this.definitions = definitions;
        this.strictFalco = strictFalco;
        this.findings = findings;
        definitions.lists().forEach(this::compile);
    }

    private void compile(ListDefinition list) {
        if (items.containsKey(list.name())) {
            return;
        }
        open.add(list.name());
        List<LocatedText> compiled = new ArrayList<>();
        for (LocatedText item : list.items()) {
            Optional<ListDefinition> inner = inner(list, item.text());
            if (inner.isPresent()) {
                used.add(item.text());
                putIn(itemsOf(inner.get()), compiled, list);
            } else {
                compiled.add(item);
            }
        }
        open.remove(list.name());
        items.put(list.name(), compiled);
    }

    private Optional<ListDefinition> inner(ListDefinition list, String name) {
        return definitions
                .list(name)
                .filter(other -> other.index() < list.visibility())
                .filter(other -> strictFalco || !open.contains(other.name()));
    }

    private void putIn(List<LocatedText> more, List<LocatedText> compiled, ListDefinition list) {
        count += more.size();
        if (count > MAX_ITEMS || open.size() > MAX_REFERENCES) {
            tooLarge(list);
        } else {
            compiled.addAll(more);
        }
    }

    private List<LocatedText> itemsOf(ListDefinition inner) {
        if (strictFalco) {
            return inner.items();
        }
        if (open.size() > MAX_REFERENCES) {
            return List.of(); // said by whoever puts it in
        }
        compile(inner);
        return items.get(inner.name());
    }

    private void tooLarge(ListDefinition list) {
        findings.add(
                DiagnosticCode.LOAD_ERR_VALIDATE,
                "lists become too large when the lists in them are put in: more than "
                        + MAX_ITEMS
                        + " items or "
                        + MAX_REFERENCES
                        + " lists in lists",
                new Location("list", list.name(), list.span()));
    }

    public Optional<List<LocatedText>> items(String name) {
        return Optional.ofNullable(items.get(name)).map(Collections::unmodifiableList);
    }

    /** Names of lists that some condition or list refers to. */
    public Set<String> used() {
        return Collections.unmodifiableSet(used);
    }

    boolean contains(String name) {
        return items.containsKey(name);
    }

    int size(String name) {
        return items.get(name).size();
    }

    void markUsed(String name) {
        used.add(name);
    }

    /**
     * Names of lists that are new or have other items than in an earlier table, if there is one.
     */
    Set<String> changedSince(ListTable earlier) {
        Set<String> changed = new HashSet<>();
        for (Map.Entry<String, List<LocatedText>> list : items.entrySet()) {
            List<LocatedText> before = earlier == null ? null : earlier.items.get(list.getKey());
            if (before == null || !before.equals(list.getValue())) {
                changed.add(list.getKey());
            }
        }
        return changed;
    }

    /** The text that stands for the list, or nothing for an empty one; counts as a use. */
    Optional<LocatedText> use(String name) {
        used.add(name);
        if (items.get(name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(texts.computeIfAbsent(name, key -> joined(items.get(key))));
    }

    private static LocatedText joined(List<LocatedText> values) {
        LocatedText.Builder text = new LocatedText.Builder();
        for (int i = 0; i < values.size(); i++) {
            LocatedText value = values.get(i);
            if (i > 0) {
                text.append(", ", value);
            }
            Quoting.append(text, value);
        }
        return text.build();
    }
}
