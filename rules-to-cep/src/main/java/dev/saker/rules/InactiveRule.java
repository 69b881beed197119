// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.diagnostic.SourceSpan;
import java.util.Objects;

/**
 * A rule that is sound and wanted but rests on something that is not observed here.
 *
 * @param span what in the file asks for it
 * @param reason what is missing, as the end of a sentence that begins with the rule
 */
public record InactiveRule(String name, SourceSpan span, String reason) {

    public InactiveRule {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(reason, "reason is null");
    }

    @Override
    public String toString() {
        return span + ": rule '" + name + "' is inactive: " + reason;
    }
}
