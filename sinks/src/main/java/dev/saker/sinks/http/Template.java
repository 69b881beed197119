// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Text with places to fill from an alert. {@code {{rule}}} is a value's text, escaped so that it
 * can stand between the quotes of a JSON string; {@code {{{output_fields}}}} is a value as JSON,
 * quotes and all; what is between {@code {{#output_fields}}} and {@code {{/output_fields}}} is
 * there once for each field, as {@code {{name}}} and {@code {{value}}}, or for each tag, with
 * commas between. There is nothing else: no conditions, no arithmetic, no code.
 */
final class Template {

    /** How a value's text becomes part of the whole. */
    enum Escaping {
        JSON(text -> String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text))),
        /** For headers: ASCII, and no line end, which would begin another header. */
        HEADER(text -> text.replaceAll("\\p{Cntrl}", " ").replaceAll("[^ -~]", "?")),
        NONE(text -> text);

        private final UnaryOperator<String> escape;

        Escaping(UnaryOperator<String> escape) {
            this.escape = escape;
        }
    }

    /** One part of a template; appends itself. */
    interface Part {
        void render(TemplateValues values, StringBuilder out);
    }

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Throws IllegalArgumentException whose message says what is wrong, and where.
     *
     * @param secrets by name: {@code {{secret.NAME}}}
     */
    static Template parse(String text, Escaping escaping, Map<String, String> secrets) {
        return new Template(new TemplateParser(text, escaping.escape, secrets).parse());
    }

    /** Whether it says the same of every alert. */
    boolean isConstant() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    String render(TemplateValues values) {
        StringBuilder out = new StringBuilder(1024);
        parts.forEach(part -> part.render(values, out));
        return out.toString();
    }

    record Literal(String text) implements Part {
        @Override
        public void render(TemplateValues values, StringBuilder out) {
            out.append(text);
        }
    }

    record Text(String name, UnaryOperator<String> escape) implements Part {
        @Override
        public void render(TemplateValues values, StringBuilder out) {
            out.append(escape.apply(TemplateValues.text(values.value(name))));
        }
    }

    record Json(String name) implements Part {
        @Override
        public void render(TemplateValues values, StringBuilder out) {
            out.append(values.value(name));
        }
    }

    record Each(String name, List<Part> parts) implements Part {
        Each {
            parts = List.copyOf(parts);
        }

        @Override
        public void render(TemplateValues values, StringBuilder out) {
            List<TemplateValues> items = new ArrayList<>();
            JsonNode list = values.value(name);
            list.properties()
                    .forEach(field -> items.add(values.item(field.getKey(), field.getValue())));
            if (list.isArray()) {
                list.forEach(item -> items.add(values.item("", item)));
            }
            for (int i = 0; i < items.size(); i++) {
                out.append(i > 0 ? "," : "");
                TemplateValues item = items.get(i);
                parts.forEach(part -> part.render(item, out));
            }
        }
    }
}
