// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.diagnostic.JsonText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldClass;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of fields as text, Markdown and in the shape of Falco's list of fields. */
public final class FieldList {

    private static final int NAME_WIDTH = 36;

    private static final int TYPE_WIDTH = 10;

    private final Map<FieldClass, List<FieldInfo>> classes = new EnumMap<>(FieldClass.class);
    private final FieldTexts texts = FieldTexts.read();

    private FieldList(FieldCatalog catalog, String source) {
        catalog.fields().stream()
                .filter(field -> source.isEmpty() || field.fieldClass().hasSource(source))
                .filter(field -> !field.has(FieldFlag.HIDDEN))
                .collect(Collectors.groupingBy(FieldInfo::fieldClass))
                .forEach(classes::put);
    }

    /**
     * @param source whose fields to list; empty for all
     */
    public static FieldList of(String source) {
        return new FieldList(FieldCatalog.get(), source);
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        classes.forEach(
                (fieldClass, fields) -> {
                    out.append(title(fieldClass)).append('\n');
                    fields.forEach(field -> appendLine(out, field));
                    out.append('\n');
                });
        return out.toString();
    }

    private void appendLine(StringBuilder out, FieldInfo field) {
        out.append("  ");
        appendPadded(out, field.name() + argument(field), NAME_WIDTH);
        appendPadded(out, TypeNames.of(field), TYPE_WIDTH);
        out.append(text(field)).append('\n');
    }

    private static void appendPadded(StringBuilder out, String text, int width) {
        out.append(text).append(" ".repeat(Math.max(1, width - text.length())));
    }

    /** What it tells, and where it can be used if not everywhere. */
    private String text(FieldInfo field) {
        List<String> notes = notes(field);
        String text = texts.of(field.name());
        return notes.isEmpty() ? text : text + " (" + String.join(", ", notes) + ")";
    }

    public String markdown() {
        StringBuilder out = new StringBuilder();
        classes.forEach(
                (fieldClass, fields) -> {
                    out.append("## ").append(title(fieldClass)).append("\n\n");
                    out.append("| field | type | what it tells |\n|---|---|---|\n");
                    fields.forEach(field -> appendRow(out, field));
                    out.append('\n');
                });
        return out.toString();
    }

    private void appendRow(StringBuilder out, FieldInfo field) {
        out.append("| `").append(field.name()).append(argument(field)).append("` | ");
        out.append(TypeNames.of(field)).append(" | ");
        out.append(text(field)).append(" |\n");
    }

    /** In the shape of Falco's list: a class with its sources, then its fields. */
    public String json() {
        JsonText out = new JsonText();
        out.beginObject().name("fieldclasses").beginArray();
        classes.forEach(
                (fieldClass, fields) -> {
                    out.beginObject().name("event_sources").texts(sources(fieldClass));
                    out.name("fields").beginArray();
                    fields.forEach(field -> append(out, field));
                    out.endArray().name("name").text(name(fieldClass)).endObject();
                });
        return out.endArray().endObject().toString();
    }

    private void append(JsonText out, FieldInfo field) {
        out.beginObject().name("argument");
        if (field.takesArgument()) {
            out.beginObject();
            out.name("required").bool(field.has(FieldFlag.ARGUMENT_REQUIRED)).endObject();
        } else {
            out.nothing();
        }
        out.name("desc").text(texts.of(field.name()));
        out.name("is_list").bool(field.list());
        out.name("name").text(field.name());
        out.name("type").text(TypeNames.of(field)).endObject();
    }

    private static String argument(FieldInfo field) {
        if (field.has(FieldFlag.ARGUMENT_REQUIRED)) {
            return "[argument]";
        }
        return field.has(FieldFlag.ARGUMENT_ALLOWED) ? "[argument?]" : "";
    }

    private static List<String> notes(FieldInfo field) {
        List<String> notes = new ArrayList<>();
        if (field.list()) {
            notes.add("list");
        }
        if (field.has(FieldFlag.DEPRECATED)) {
            notes.add("deprecated");
        }
        if (field.has(FieldFlag.FILTER_ONLY)) {
            notes.add("in conditions only");
        }
        if (field.has(FieldFlag.PRINT_ONLY)) {
            notes.add("in outputs only");
        }
        return notes;
    }

    private static String title(FieldClass fieldClass) {
        return name(fieldClass) + " (" + String.join(", ", sources(fieldClass)) + ")";
    }

    private static String name(FieldClass fieldClass) {
        return switch (fieldClass) {
            case GENERIC, EVENT -> "evt";
            case PATH -> "fs.path";
            case CONTAINER, K8SMETA, K8SAUDIT, CLOUDTRAIL, JSON ->
                    fieldClass.plugin() + " (plugin)";
            default -> fieldClass.name().toLowerCase(Locale.ROOT);
        };
    }

    private static List<String> sources(FieldClass fieldClass) {
        Stream<String> all = FieldCatalog.get().sources().stream();
        return all.filter(fieldClass::hasSource).toList();
    }
}
