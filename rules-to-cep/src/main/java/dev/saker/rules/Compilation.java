// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of compiling: everything that was found to say about the files, and the rule set if
 * none of it is an error.
 *
 * @param schemaWarnings what in each file is against the schema of rules files, which is stricter
 *     than the language; a file that is not YAML has no entry
 */
public record Compilation(
        Optional<RuleSet> ruleSet,
        List<Diagnostic> diagnostics,
        Map<String, List<String>> schemaWarnings) {

    public Compilation {
        Objects.requireNonNull(ruleSet, "ruleSet is null");
        diagnostics = List.copyOf(diagnostics);
        schemaWarnings = Map.copyOf(schemaWarnings);
    }

    public List<Diagnostic> errors() {
        return diagnostics.stream().filter(Diagnostic::isError).toList();
    }

    public List<Diagnostic> warnings() {
        return diagnostics.stream().filter(d -> !d.isError()).toList();
    }
}
