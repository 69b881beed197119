// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Objects;

/**
 * A field as a rule names it.
 *
 * @param name as written, with the argument: {@code proc.aname[2]}, {@code evt.arg.flags}
 * @param type the field's, or that of the raw argument it names
 * @param argument what follows the field's own name: {@code 2}, {@code flags}; empty if nothing
 *     does
 * @param index the argument as a number, or {@link #NO_INDEX}
 */
public record FieldRef(FieldInfo field, String name, FieldType type, String argument, int index) {

    public static final int NO_INDEX = -1;

    public FieldRef {
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(argument, "argument is null");
    }

    public boolean hasArgument() {
        return !argument.isEmpty();
    }

    public boolean hasIndex() {
        return index != NO_INDEX;
    }

    // By hand, like those of the records that nearly every rule puts into maps: what a record
    // brings along is put together as Java starts, from classes that are made for it.

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldRef ref
                && index == ref.index
                && type == ref.type
                && name.equals(ref.name)
                && argument.equals(ref.argument)
                && field.equals(ref.field);
    }

    /** Of the name alone, as it is written: that tells fields apart, and a String keeps it. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
