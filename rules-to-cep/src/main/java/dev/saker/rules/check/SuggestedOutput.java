// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fields that belong into every output of a source though no rule names them: {@code
 * container_id=%container.id} and so on.
 */
public final class SuggestedOutput {
    /** By source, of which there are few. Every rule asks, and the fields are few of hundreds. */
    private static final Map<String, SuggestedOutput> OF_SOURCES = new ConcurrentHashMap<>();

    private final List<FieldRef> refs = new ArrayList<>();
    private final List<OutputFormat.Token> tokens = new ArrayList<>();
    private final String text;

    private SuggestedOutput(String source) {
        StringBuilder all = new StringBuilder();
        FieldCatalog.get().fields().stream()
                .filter(field -> field.has(FieldFlag.SUGGESTED))
                .filter(field -> field.fieldClass().hasSource(source))
                .forEach(
                        field -> {
                            String name = field.name();
                            String label = " " + name.replace('.', '_') + "=";
                            FieldRef ref =
                                    new FieldRef(field, name, field.type(), "", FieldRef.NO_INDEX);
                            refs.add(ref);
                            tokens.add(new OutputFormat.Literal(label));
                            tokens.add(new OutputFormat.Field(ref, name, OutputFormat.NO_WIDTH));
                            all.append(label).append('%').append(name);
                        });
        this.text = all.toString();
    }

    private static SuggestedOutput of(String source) {
        return OF_SOURCES.computeIfAbsent(source, SuggestedOutput::new);
    }

    /** In the order of the catalogue, as an output reads them. */
    public static List<FieldRef> refs(String source) {
        return List.copyOf(of(source).refs);
    }

    /** What is put behind an output's text, with the blank between. */
    public static String text(String source) {
        return of(source).text;
    }

    /** The output with the fields behind it, unless it has them, as settings can ask for them. */
    public static OutputFormat appendedTo(OutputFormat output, String source) {
        if (isIn(output, source)) {
            return output;
        }
        SuggestedOutput suggested = of(source);
        List<OutputFormat.Token> tokens = new ArrayList<>(output.tokens());
        tokens.addAll(suggested.tokens);
        return new OutputFormat(output.text() + suggested.text, tokens, output.extraFields());
    }

    /** Whether they have been put into an output. */
    public static boolean isIn(OutputFormat output, String source) {
        String text = text(source);
        return !text.isEmpty() && output.text().contains(text);
    }
}
