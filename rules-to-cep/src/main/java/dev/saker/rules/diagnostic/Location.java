// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.Objects;

/**
 * One step on the way from a file to a finding.
 *
 * @param itemType such as {@code rule}, {@code macro}, {@code condition expression}
 * @param itemName may be empty
 */
public record Location(String itemType, String itemName, SourceSpan span) {

    public Location {
        Objects.requireNonNull(itemType, "itemType is null");
        Objects.requireNonNull(itemName, "itemName is null");
        Objects.requireNonNull(span, "span is null");
    }
}
