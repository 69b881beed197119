// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.Objects;

/**
 * A macro as the files leave it.
 *
 * @param index when it was first defined, counted over all items: its place in the order
 * @param visibility when it was last touched: it sees only macros with a smaller index
 * @param span of its name, where it was last defined
 */
public record MacroDefinition(
        String name, LocatedText condition, int index, int visibility, SourceSpan span) {

    public MacroDefinition {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(condition, "condition is null");
        Objects.requireNonNull(span, "span is null");
    }
}
