// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.List;
import java.util.Locale;

/** Renders findings for people: place, what, the source line, a caret under it, and help. */
public final class DiagnosticText {

    /** Lines are cut around the caret: a folded list can be longer than any terminal. */
    private static final int MAX_LINE = 160;

    private static final String CUT = "…";

    private DiagnosticText() {}

    public static String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        diagnostics.forEach(diagnostic -> out.append(render(diagnostic)));
        return out.toString();
    }

    public static String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        SourceSpan span = diagnostic.span();
        String severity = diagnostic.code().severity().name().toLowerCase(Locale.ROOT);
        out.append(span).append(": ").append(severity);
        out.append('[').append(diagnostic.code()).append("]: ");
        out.append(diagnostic.message()).append('\n');
        String margin = " ".repeat(String.valueOf(span.line()).length() + 1);
        appendLine(out, diagnostic, margin);
        appendPath(out, diagnostic, margin);
        if (!diagnostic.help().isEmpty()) {
            out.append(margin).append(" = help: ").append(diagnostic.help()).append('\n');
        }
        return out.toString();
    }

    private static void appendLine(StringBuilder out, Diagnostic diagnostic, String margin) {
        String line = diagnostic.sourceLine();
        if (line.isBlank()) {
            return;
        }
        SourceSpan span = diagnostic.span();
        int caret = Math.min(span.column() - 1, line.length());
        int from = Math.max(0, Math.min(caret - MAX_LINE / 2, line.length() - MAX_LINE));
        int to = Math.min(line.length(), from + MAX_LINE);
        String head = from > 0 ? CUT : "";
        String shown = head + line.substring(from, to) + (to < line.length() ? CUT : "");
        int length = Math.max(1, Math.min(span.length(), to - caret));
        out.append(' ').append(span.line()).append(" | ").append(shown).append('\n');
        out.append(margin).append(" | ").append(indent(head + line.substring(from, caret)));
        out.append("^".repeat(length)).append('\n');
    }

    /** As wide as the text, tabs kept, so that the caret stands under its character. */
    private static String indent(String before) {
        StringBuilder indent = new StringBuilder(before.length());
        before.chars().forEach(c -> indent.append(c == '\t' ? '\t' : ' '));
        return indent.toString();
    }

    private static void appendPath(StringBuilder out, Diagnostic diagnostic, String margin) {
        for (Location step : diagnostic.path()) {
            if (step.itemName().isEmpty()) {
                continue;
            }
            out.append(margin).append(" = in ").append(step.itemType());
            out.append(" '").append(step.itemName()).append("'");
            if (step.span().line() != diagnostic.span().line()) {
                out.append(" (").append(step.span()).append(')');
            }
            out.append('\n');
        }
    }
}
