// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads list items. */
final class ListLoader {

    private static final Set<String> KEYS = Set.of("list", "items", "append", "override");
    private static final Set<String> OVERRIDABLE = Set.of("items");

    /** Anything else cannot stand in a condition as one word. */
    private static final Pattern NAME = Pattern.compile("[^()\"'\\s=,]+");

    private final Definitions definitions;

    ListLoader(Definitions definitions) {
        this.definitions = definitions;
    }

    void load(Item item) throws LoadProblem {
        item.warnUnknownKeys(KEYS);
        LocatedText name = item.text("list");
        if (!NAME.matcher(name.text()).matches()) {
            item.warn(
                    DiagnosticCode.LOAD_INVALID_LIST_NAME,
                    "List has an invalid name. List names should match '" + NAME + "'",
                    name.span());
        }
        Overrides override = Overrides.of(item, OVERRIDABLE, OVERRIDABLE);
        List<LocatedText> items = item.texts("items");
        boolean append = Deprecated.append(item) || override.appended().contains("items");
        put(name, items, append);
    }

    private void put(LocatedText name, List<LocatedText> items, boolean append) throws LoadProblem {
        Optional<ListDefinition> old = definitions.list(name.text());
        int now = definitions.nextItem();
        List<LocatedText> all = new ArrayList<>();
        if (append) {
            if (old.isEmpty() && !definitions.isBroken("list", name.text())) {
                throw LoadProblem.meaning(
                        "List uses 'append' or 'override.items: append'"
                                + " but no list by that name already exists",
                        name.span());
            }
            old.ifPresent(list -> all.addAll(list.items()));
        }
        all.addAll(items);
        int index = old.map(ListDefinition::index).orElse(now);
        definitions.put(new ListDefinition(name.text(), all, index, now, name.span()));
    }
}
