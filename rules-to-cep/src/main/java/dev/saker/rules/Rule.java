// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * One active rule, checked.
 *
 * @param index place in the order of evaluation, without gaps
 * @param tags sorted, each once
 * @param condition macros, lists and exceptions expanded
 * @param eventCodes codes of the scap event table for which the condition can hold
 * @param span where the rule was last defined
 */
public record Rule(
        int index,
        String name,
        String description,
        String source,
        Priority priority,
        List<String> tags,
        Condition condition,
        OutputFormat output,
        BitSet eventCodes,
        SourceSpan span) {

    public Rule {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(condition, "condition is null");
        Objects.requireNonNull(output, "output is null");
        tags = List.copyOf(tags);
        eventCodes = (BitSet) eventCodes.clone();
    }
}
