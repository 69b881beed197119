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
 * @param capture whether its alerts start a recording where they happen, if that is enabled there
 * @param captureMillis how long such a recording goes on at least; 0 for what is usual there
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
        SourceSpan span,
        boolean capture,
        long captureMillis) {

    public Rule {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(condition, "condition is null");
        Objects.requireNonNull(output, "output is null");
        tags = List.copyOf(tags);
        eventCodes = (BitSet) eventCodes.clone();
    }

    /** A rule that starts no recording. */
    public Rule(
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
        this(
                index,
                name,
                description,
                source,
                priority,
                tags,
                condition,
                output,
                eventCodes,
                span,
                false,
                0);
    }

    /** The same in another place of the order. */
    public Rule withIndex(int other) {
        return new Rule(
                other,
                name,
                description,
                source,
                priority,
                tags,
                condition,
                output,
                eventCodes,
                span,
                capture,
                captureMillis);
    }
}
