// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.List;
import java.util.Objects;

/**
 * A list as the files leave it.
 *
 * @param index when it was first defined, counted over all items: its place in the order
 * @param visibility when it was last touched: it sees only lists with a smaller index
 * @param span of its name, where it was last defined
 */
public record ListDefinition(
        String name, List<LocatedText> items, int index, int visibility, SourceSpan span) {

    public ListDefinition {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(span, "span is null");
        items = List.copyOf(items);
    }
}
