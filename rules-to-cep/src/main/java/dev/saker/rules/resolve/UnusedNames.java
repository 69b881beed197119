// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.ListDefinition;
import dev.saker.rules.load.MacroDefinition;

/** Warns of macros and lists that nothing refers to. */
public final class UnusedNames {

    private UnusedNames() {}

    public static void warn(Definitions definitions, Resolution resolution, Findings findings) {
        for (MacroDefinition macro : definitions.macros()) {
            if (!resolution.macros().used().contains(macro.name())) {
                findings.add(
                        DiagnosticCode.LOAD_UNUSED_MACRO,
                        "Macro not referred to by any other rule/macro",
                        new Location("macro", macro.name(), macro.span()));
            }
        }
        for (ListDefinition list : definitions.lists()) {
            if (!resolution.lists().used().contains(list.name())
                    && !definitions.isBroken("list", list.name())) {
                findings.add(
                        DiagnosticCode.LOAD_UNUSED_LIST,
                        "List not referred to by any other rule/macro/list",
                        new Location("list", list.name(), list.span()));
            }
        }
    }
}
