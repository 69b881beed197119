// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.List;
import java.util.Map;

/**
 * Renders findings in the shape of Falco's validation result, so that tools that read that can read
 * ours. Lines, columns and offsets count from 0 there.
 */
public final class DiagnosticJson {

    private DiagnosticJson() {}

    /**
     * One object over all files, in the order given.
     *
     * @param schemaWarnings by file; a file without an entry could not be held against the schema
     */
    public static String render(
            List<String> files,
            List<Diagnostic> diagnostics,
            Map<String, List<String>> schemaWarnings) {
        JsonText out = new JsonText();
        out.beginObject().name("falco_load_results").beginArray();
        for (String file : files) {
            List<Diagnostic> own =
                    diagnostics.stream().filter(d -> d.span().file().equals(file)).toList();
            file(out, file, own, schemaWarnings.get(file));
        }
        return out.endArray().endObject().toString();
    }

    private static void file(
            JsonText out, String file, List<Diagnostic> diagnostics, List<String> schemaWarnings) {
        List<Diagnostic> errors = diagnostics.stream().filter(Diagnostic::isError).toList();
        out.beginObject().name("name").text(file);
        out.name("successful").bool(errors.isEmpty());
        if (schemaWarnings != null) {
            out.name("schema_valid").bool(schemaWarnings.isEmpty());
            out.name("schema_warnings").texts(schemaWarnings);
        }
        out.name("errors").beginArray();
        errors.forEach(diagnostic -> diagnostic(out, diagnostic));
        out.endArray().name("warnings").beginArray();
        diagnostics.stream().filter(d -> !d.isError()).forEach(d -> diagnostic(out, d));
        out.endArray().endObject();
    }

    private static void diagnostic(JsonText out, Diagnostic diagnostic) {
        out.beginObject();
        out.name("code").text(diagnostic.code().name());
        out.name("codedesc").text(diagnostic.code().description());
        out.name("message").text(diagnostic.message());
        out.name("context").beginObject().name("locations").beginArray();
        diagnostic.path().forEach(step -> location(out, step));
        out.endArray().name("snippet").text(Snippet.of(diagnostic)).endObject();
        if (!diagnostic.deprecatedField().isEmpty()) {
            out.name("deprecated_field").text(diagnostic.deprecatedField());
        }
        out.endObject();
    }

    private static void location(JsonText out, Location step) {
        out.beginObject();
        out.name("item_type").text(step.itemType());
        out.name("item_name").text(step.itemName());
        out.name("position").beginObject();
        out.name("name").text(step.span().file());
        out.name("line").number(step.span().line() - 1);
        out.name("column").number(step.span().column() - 1);
        out.name("offset").number(step.span().offset());
        out.endObject().endObject();
    }
}
