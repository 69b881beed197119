// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.RuleSelection;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Warns of settings that are about no rule: most likely a name is misspelt. */
public final class SettingsUse {

    private SettingsUse() {}

    /** To be called when all files are loaded. */
    public static void warn(Definitions definitions, Findings findings) {
        for (Settings.Selection selection : definitions.settings().selections()) {
            RuleSelection wanted = selection.selection();
            boolean ofCorrelation =
                    definitions.correlations().stream()
                            .anyMatch(one -> wanted.selects(one.name(), one.head().tags()));
            if (!ofCorrelation
                    && definitions.rules().stream().noneMatch(rule -> selects(wanted, rule))) {
                boolean byTag = wanted.by() == RuleSelection.By.TAG;
                findings.add(
                        DiagnosticCode.LOAD_WARNING_EXTENSION,
                        (byTag ? "no rule has the tag '" : "no rule is named '")
                                + wanted.pattern()
                                + "'",
                        Nearest.help(wanted.pattern(), known(definitions, byTag)),
                        List.of(new Location("settings", "", selection.span())));
            }
        }
        for (OutputAddition addition : definitions.settings().additions()) {
            if (definitions.rules().stream().noneMatch(addition::appliesTo)) {
                findings.add(
                        DiagnosticCode.LOAD_WARNING_EXTENSION,
                        "no rule is like this: nothing is added to any output",
                        new Location("settings", "", addition.span()));
            }
        }
    }

    private static boolean selects(RuleSelection selection, RuleDefinition rule) {
        return selection.selects(rule.name(), rule.body().tags());
    }

    private static Set<String> known(Definitions definitions, boolean tags) {
        Set<String> known = new TreeSet<>();
        for (RuleDefinition rule : definitions.rules()) {
            if (tags) {
                known.addAll(rule.body().tags());
            } else {
                known.add(rule.name());
            }
        }
        return known;
    }
}
