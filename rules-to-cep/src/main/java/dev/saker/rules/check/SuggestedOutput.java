// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fields that belong into every output of a source though no rule names them: {@code
 * container_id=%container.id} and so on.
 */
public final class SuggestedOutput {
    private SuggestedOutput() {}

    /** In the order of the catalogue. */
    public static List<FieldInfo> fields(String source) {
        return FieldCatalog.get().fields().stream()
                .filter(field -> field.has(FieldFlag.SUGGESTED))
                .filter(field -> field.fieldClass().hasSource(source))
                .toList();
    }

    /** The same as an output reads them. */
    public static List<FieldRef> refs(String source) {
        return fields(source).stream().map(SuggestedOutput::ref).toList();
    }

    /** What is put behind an output's text, with the blank between. */
    public static String text(String source) {
        return fields(source).stream()
                .map(field -> label(field) + '%' + field.name())
                .collect(Collectors.joining());
    }

    /** The output with the fields behind it, unless it has them, as settings can ask for them. */
    public static OutputFormat appendedTo(OutputFormat output, String source) {
        if (isIn(output, source)) {
            return output;
        }
        List<OutputFormat.Token> tokens = new ArrayList<>(output.tokens());
        for (FieldRef field : refs(source)) {
            tokens.add(new OutputFormat.Literal(label(field.field())));
            tokens.add(new OutputFormat.Field(field, field.name(), OutputFormat.NO_WIDTH));
        }
        return new OutputFormat(output.text() + text(source), tokens, output.extraFields());
    }

    /** Whether they have been put into an output. */
    public static boolean isIn(OutputFormat output, String source) {
        String text = text(source);
        return !text.isEmpty() && output.text().contains(text);
    }

    private static String label(FieldInfo field) {
        return " " + field.name().replace('.', '_') + "=";
    }

    private static FieldRef ref(FieldInfo field) {
        return new FieldRef(field, field.name(), field.type(), "", FieldRef.NO_INDEX);
    }
}
