// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import dev.saker.rules.diagnostic.SourceSpan;

/** Text outside the grammar: the phase that parses turns it into a finding. */
public final class SyntaxProblem extends Exception {

    private final Place place;

    SyntaxProblem(String message, Place place) {
        super(message, null, false, false);
        this.place = place;
    }

    /** In the text that was parsed. */
    int offset() {
        return place.from();
    }

    public SourceSpan span() {
        return place.span();
    }
}
