// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.describe.Description;
import dev.saker.rules.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What files say, if there is no error in them, and everything there is to say about them. */
public record Explanation(Optional<Description> description, List<Diagnostic> diagnostics) {

    public Explanation {
        Objects.requireNonNull(description, "description is null");
        diagnostics = List.copyOf(diagnostics);
    }
}
