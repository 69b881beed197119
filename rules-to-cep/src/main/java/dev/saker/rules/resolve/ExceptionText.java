// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.load.ExceptionDefinition;
import dev.saker.rules.load.ExceptionDefinition.Cell;
import dev.saker.rules.load.ExceptionDefinition.Row;
import java.util.List;

/** Writes the exceptions of a rule into its condition: {@code (condition) and not ...}. */
final class ExceptionText {

    private ExceptionText() {}

    /** The rows with more or fewer values than there are fields. */
    static List<SourceSpan> unequalRows(ExceptionDefinition exception) {
        return exception.values().stream()
                .filter(row -> row.cells().size() != exception.fields().size())
                .map(Row::span)
                .toList();
    }

    static LocatedText condition(LocatedText condition, List<ExceptionDefinition> exceptions) {
        if (exceptions.isEmpty()) {
            return condition;
        }
        SourceSpan whole = condition.span(0, 0);
        LocatedText.Builder text = new LocatedText.Builder();
        text.append("(", whole).append(condition).append(")", whole);
        for (ExceptionDefinition exception : exceptions) {
            if (!exception.values().isEmpty()) {
                text.append(" and not (", exception.name().span());
                appendRows(text, exception);
                text.append(")", exception.name().span());
            }
        }
        return text.build();
    }

    private static void appendRows(LocatedText.Builder text, ExceptionDefinition exception) {
        if (exception.single()) {
            appendSingle(text, exception);
            return;
        }
        for (int i = 0; i < exception.values().size(); i++) {
            Row row = exception.values().get(i);
            text.append(i == 0 ? "(" : " or (", row.span());
            appendRow(text, exception, row);
            text.append(")", row.span());
        }
    }

    private static void appendSingle(LocatedText.Builder text, ExceptionDefinition exception) {
        SourceSpan place = exception.name().span();
        text.append(exception.fields().get(0)).append(" ", place);
        text.append(exception.comparisons().get(0)).append(" (", place);
        for (int i = 0; i < exception.values().size(); i++) {
            Row row = exception.values().get(i);
            text.append(i == 0 ? "" : ", ", row.span());
            Quoting.append(text, row.cells().get(0).values().get(0));
        }
        text.append(")", place);
    }

    private static void appendRow(
            LocatedText.Builder text, ExceptionDefinition exception, Row row) {
        for (int i = 0; i < row.cells().size(); i++) {
            LocatedText comparison = exception.comparisons().get(i);
            text.append(i == 0 ? "" : " and ", row.span());
            text.append(exception.fields().get(i)).append(" ", row.span());
            text.append(comparison).append(" ", row.span());
            appendCell(text, row.cells().get(i), takesList(comparison.text()));
        }
    }

    private static boolean takesList(String comparison) {
        return comparison.indexOf(' ') > 0
                || comparison.equals("in")
                || comparison.equals("intersects")
                || comparison.equals("pmatch");
    }

    private static void appendCell(LocatedText.Builder text, Cell cell, boolean takesList) {
        boolean parentheses =
                cell.list() || (takesList && !cell.values().get(0).text().startsWith("("));
        text.append(parentheses ? "(" : "", cell.span());
        for (int i = 0; i < cell.values().size(); i++) {
            text.append(i == 0 ? "" : ", ", cell.span());
            append(text, cell.values().get(i), takesList);
        }
        text.append(parentheses ? ")" : "", cell.span());
    }

    /** What stands in parentheses already is text of the language, not a value to be quoted. */
    private static void append(LocatedText.Builder text, LocatedText value, boolean takesList) {
        if (takesList && value.text().startsWith("(")) {
            text.append(value);
        } else {
            Quoting.append(text, value);
        }
    }
}
