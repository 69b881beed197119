// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads macro items. */
final class MacroLoader {

    private static final Set<String> KEYS = Set.of("macro", "condition", "append", "override");
    private static final Set<String> OVERRIDABLE = Set.of("condition");

    /** Anything else is no bare word in a condition. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+[A-Za-z0-9_]*");

    private final Definitions definitions;

    MacroLoader(Definitions definitions) {
        this.definitions = definitions;
    }

    void load(Item item) throws LoadProblem {
        item.warnUnknownKeys(KEYS);
        LocatedText name = item.text("macro");
        if (!NAME.matcher(name.text()).matches()) {
            item.warn(
                    DiagnosticCode.LOAD_INVALID_MACRO_NAME,
                    "Macro has an invalid name. Macro names should match '" + NAME + "'",
                    name.span());
        }
        Item.Parts parts = item.new Parts();
        Optional<Overrides> override =
                parts.read(() -> Overrides.of(item, OVERRIDABLE, OVERRIDABLE));
        Optional<LocatedText> condition = parts.read(() -> item.text("condition"));
        boolean appended = override.map(o -> o.appended().contains("condition")).orElse(false);
        boolean append = appended || override.isPresent() && deprecatedAppend(item, parts);
        if (append) {
            parts.run(() -> requireOld(name));
        }
        parts.requireAll();
        put(name, condition.orElseThrow(), append);
    }

    private static boolean deprecatedAppend(Item item, Item.Parts parts) {
        return parts.read(() -> Deprecated.append(item)).orElse(false);
    }

    private void requireOld(LocatedText name) throws LoadProblem {
        if (definitions.macro(name.text()).isEmpty()
                && !definitions.isBroken("macro", name.text())) {
            throw LoadProblem.meaning(
                    "Macro uses 'append' or 'override.condition: append'"
                            + " but no macro by that name already exists",
                    name.span());
        }
    }

    private void put(LocatedText name, LocatedText condition, boolean append) {
        Optional<MacroDefinition> old = definitions.macro(name.text());
        int now = definitions.nextItem();
        int index = old.map(MacroDefinition::index).orElse(now);
        LocatedText whole =
                append && old.isPresent() ? old.get().condition().joinedWith(condition) : condition;
        definitions.put(new MacroDefinition(name.text(), whole, index, now, name.span()));
    }
}
