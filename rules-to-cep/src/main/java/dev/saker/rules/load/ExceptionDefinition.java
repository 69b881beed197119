// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An exception of a rule.
 *
 * @param single written with one field rather than a list of fields: its values are then one set
 * @param comparisons as many as fields, blanks normalised
 */
public record ExceptionDefinition(
        LocatedText name,
        boolean single,
        List<LocatedText> fields,
        List<LocatedText> comparisons,
        List<Row> values) {

    public ExceptionDefinition {
        Objects.requireNonNull(name, "name is null");
        fields = List.copyOf(fields);
        comparisons = List.copyOf(comparisons);
        values = List.copyOf(values);
    }

    /** A value for each field; one cell when the exception is single. */
    public record Row(List<Cell> cells, SourceSpan span) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** One value or a list of them. */
    public record Cell(boolean list, List<LocatedText> values, SourceSpan span) {
        public Cell {
            values = List.copyOf(values);
        }
    }

    /** With more values. */
    ExceptionDefinition plus(List<Row> more) {
        List<Row> all = new ArrayList<>(values);
        all.addAll(more);
        return new ExceptionDefinition(name, single, fields, comparisons, all);
    }
}
