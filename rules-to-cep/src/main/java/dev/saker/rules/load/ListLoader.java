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
        Item.Parts parts = item.new Parts();
        Optional<Overrides> override =
                parts.read(() -> Overrides.of(item, OVERRIDABLE, OVERRIDABLE));
        List<LocatedText> items = new ArrayList<>();
        parts.run(() -> item.texts("items", items));
        boolean appended = override.map(o -> o.appended().contains("items")).orElse(false);
        boolean append = appended || override.isPresent() && deprecatedAppend(item, parts);
        if (append) {
            parts.run(() -> requireOld(name));
        }
        put(name, items, append); // what could be read of it, for whatever names it
        parts.requireAll();
    }

    private static boolean deprecatedAppend(Item item, Item.Parts parts) {
        return parts.read(() -> Deprecated.append(item)).orElse(false);
    }

    private void requireOld(LocatedText name) throws LoadProblem {
        if (definitions.list(name.text()).isEmpty() && !definitions.isBroken("list", name.text())) {
            throw LoadProblem.meaning(
                    "List uses 'append' or 'override.items: append'"
                            + " but no list by that name already exists",
                    name.span());
        }
    }

    private void put(LocatedText name, List<LocatedText> items, boolean append) {
        Optional<ListDefinition> old = definitions.list(name.text());
        int now = definitions.nextItem();
        List<LocatedText> all = new ArrayList<>();
        if (append) {
            old.ifPresent(list -> all.addAll(list.items()));
        }
        all.addAll(items);
        int index = old.map(ListDefinition::index).orElse(now);
        definitions.put(new ListDefinition(name.text(), all, index, now, name.span()));
    }
}
