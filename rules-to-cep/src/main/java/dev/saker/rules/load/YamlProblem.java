// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.SourceSpan;

/** Text that is not YAML, or YAML beyond our limits. Never leaves the package. */
final class YamlProblem extends RuntimeException {

    private final SourceSpan span;

    YamlProblem(String message, SourceSpan span) {
        super(message, null, false, false);
        this.span = span;
    }

    SourceSpan span() {
        return span;
    }
}
