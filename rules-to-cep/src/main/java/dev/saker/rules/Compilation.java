// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of compiling: everything that was found to say about the files, and the rule set if
 * none of it is an error.
 */
public record Compilation(Optional<RuleSet> ruleSet, List<Diagnostic> diagnostics) {

    public Compilation {
        Objects.requireNonNull(ruleSet, "ruleSet is null");
        diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> errors() {
        return diagnostics.stream().filter(Diagnostic::isError).toList();
    }

    public List<Diagnostic> warnings() {
        return diagnostics.stream().filter(d -> !d.isError()).toList();
    }
}
