// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ListDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lists, compiled: an item that names a list defined before stands for that list's own items.
 * One level only, as in Falco: a name inside those is a plain value.
 */
public final class ListTable {

    private final Map<String, List<LocatedText>> items = new LinkedHashMap<>();
    private final Map<String, LocatedText> texts = new HashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    ListTable(Definitions definitions) {
        for (ListDefinition list : definitions.lists()) {
            items.put(list.name(), compile(list, definitions));
        }
    }

    private List<LocatedText> compile(ListDefinition list, Definitions definitions) {
        List<LocatedText> compiled = new ArrayList<>();
        for (LocatedText item : list.items()) {
            Optional<ListDefinition> inner =
                    definitions
                            .list(item.text())
                            .filter(other -> other.index() < list.visibility());
            if (inner.isPresent()) {
                used.add(item.text());
                compiled.addAll(inner.get().items());
            } else {
                compiled.add(item);
            }
        }
        return compiled;
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
                text.append(", ", value.span());
            }
            Quoting.append(text, value);
        }
        return text.build();
    }
}
