// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.Expression;
import dev.saker.schemas.OutputField;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice of fields, read from event after event: a row of a table whose columns are fields, with
 * the values that an alert would have for them. Not thread-safe.
 */
public final class FieldRow {
    private static final String SOURCE = "syscall";

    private final List<Column> columns = new ArrayList<>();

    private record Column(FieldRef ref, Expression expression) {}

    /**
     * @param names fields as rules write them, {@code proc.aname[2]} among them
     * @throws IllegalArgumentException if one of them is no field that can be printed; the message
     *     names it
     */
    public FieldRow(List<String> names) {
        FieldLookup lookup = new FieldLookup(FieldCatalog.get());
        for (String name : names) {
            FieldRef ref = field(lookup, name);
            columns.add(new Column(ref, OutputRenderer.printed(ref)));
        }
    }

    /** The values of an event, in the order of the names. */
    public List<OutputField> of(EventView event) {
        List<OutputField> row = new ArrayList<>(columns.size());
        for (Column column : columns) {
            row.add(
                    new OutputField(
                            column.ref.name(),
                            OutputRenderer.value(column.ref, column.expression, event)));
        }
        return row;
    }

    private static FieldRef field(FieldLookup lookup, String name) {
        int bracket = name.endsWith("]") ? name.indexOf('[') : -1;
        boolean bracketed = bracket >= 0;
        String argument = bracketed ? name.substring(bracket + 1, name.length() - 1) : "";
        String field = bracketed ? name.substring(0, bracket) : name;
        FieldLookup.Found found = lookup.find(field, argument, bracketed, SOURCE);
        FieldRef ref =
                found.ref()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                name + ": " + found.problem() + hint(field)));
        if (ref.field().has(FieldFlag.FILTER_ONLY)) {
            throw new IllegalArgumentException(name + " can only be used in a condition");
        }
        return ref;
    }

    private static String hint(String name) {
        String help = Nearest.help(name, FieldCatalog.get().names(SOURCE));
        return help.isEmpty() ? "" : "; " + help;
    }
}
