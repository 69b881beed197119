// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;

/** Where a node stands in the text it was parsed from; the span in the file is found on demand. */
public record Place(LocatedText text, int from, int to) {

    public SourceSpan span() {
        return text.span(from, to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place that
                && text == that.text
                && from == that.from
                && to == that.to;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(text) + from;
    }
}
