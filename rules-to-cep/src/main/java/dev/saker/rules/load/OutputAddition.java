// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What settings add to the output of some rules: an entry of Falco's {@code append_output}.
 *
 * @param rule name of the only rule it is for; empty for any
 * @param source of the rules it is for; empty for any
 * @param tags a rule must carry all of them
 * @param text behind the output, with a blank between
 * @param fields that go into the output fields only
 * @param suggested whether the fields that are marked as suggested are added too
 * @param span where it stands
 */
public record OutputAddition(
        String rule,
        String source,
        Set<String> tags,
        Optional<LocatedText> text,
        List<ExtraField> fields,
        boolean suggested,
        SourceSpan span) {

    public OutputAddition {
        Objects.requireNonNull(rule, "rule is null");
        Objects.requireNonNull(source, "source is null");
        Objects.requireNonNull(text, "text is null");
        tags = Set.copyOf(tags);
        fields = List.copyOf(fields);
    }

    /**
     * A key of the output fields.
     *
     * @param format as in an output
     * @param typed the format is one field, whose value keeps its type; else the value is the text
     */
    public record ExtraField(String key, LocatedText format, boolean typed) {}

    public boolean appliesTo(RuleDefinition definition) {
        return (rule.isEmpty() || rule.equals(definition.name()))
                && (source.isEmpty() || source.equals(definition.body().source()))
                && definition.body().tags().containsAll(tags);
    }
}
