// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.List;
import java.util.Map;

/**
 * Renders findings in the shape of Falco's validation result for people: a verdict on each file,
 * then each finding with the way down to it, the source line and a caret. Lines and columns count
 * from 1, so that an editor finds them.
 */
public final class ValidationText {

    private static final String RULE = "------\n";

    private ValidationText() {}

    /**
     * @param schemaWarnings by file; a file without an entry could not be held against the schema
     */
    public static String render(
            List<String> files,
            List<Diagnostic> diagnostics,
            Map<String, List<String>> schemaWarnings) {
        StringBuilder out = new StringBuilder();
        for (String file : files) {
            List<Diagnostic> own =
                    diagnostics.stream().filter(d -> d.span().file().equals(file)).toList();
            appendFile(out, file, own);
            appendSchema(out, schemaWarnings.get(file));
        }
        return out.toString();
    }

    private static void appendFile(StringBuilder out, String file, List<Diagnostic> found) {
        List<Diagnostic> errors = found.stream().filter(Diagnostic::isError).toList();
        List<Diagnostic> warnings = found.stream().filter(d -> !d.isError()).toList();
        String verdict = warnings.isEmpty() ? "Ok" : "Ok, with warnings";
        out.append(file).append(": ").append(errors.isEmpty() ? verdict : "Invalid").append('\n');
        appendAll(out, errors, "Error(s)");
        appendAll(out, warnings, "Warning(s)");
    }

    private static void appendAll(StringBuilder out, List<Diagnostic> found, String what) {
        if (found.isEmpty()) {
            return;
        }
        out.append(found.size()).append(' ').append(what).append(":\n");
        found.forEach(diagnostic -> append(out, diagnostic));
    }

    private static void append(StringBuilder out, Diagnostic diagnostic) {
        String indent = "";
        for (Location step : diagnostic.path()) {
            out.append(indent).append("In ").append(step.itemType());
            if (!step.itemName().isEmpty()) {
                out.append(" '").append(step.itemName()).append('\'');
            }
            out.append(": (").append(step.span()).append(")\n");
            indent += "    ";
        }
        out.append(RULE).append(Snippet.of(diagnostic)).append(RULE);
        out.append(diagnostic.code()).append(" (").append(diagnostic.code().description());
        out.append("): ").append(diagnostic.message()).append('\n');
        if (!diagnostic.help().isEmpty()) {
            out.append("help: ").append(diagnostic.help()).append('\n');
        }
        out.append('\n');
    }

    private static void appendSchema(StringBuilder out, List<String> warnings) {
        if (warnings == null) {
            out.append("schema validation: none\n");
        } else if (warnings.isEmpty()) {
            out.append("schema validation: ok\n");
        } else {
            out.append("schema validation: failed\n");
            warnings.forEach(warning -> out.append("  ").append(warning).append('\n'));
        }
    }
}
