// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Objects;
import java.util.Set;

/**
 * One field of the catalogue.
 *
 * @param id its ordinal in the catalogue of this build; never stored
 * @param group name of the {@code dev.saker.schemas.FieldGroup} that carries it, empty if none does
 */
public record FieldInfo(
        int id,
        FieldClass fieldClass,
        String name,
        FieldType type,
        Set<FieldFlag> flags,
        PrintFormat format,
        String group) {

    public FieldInfo {
        Objects.requireNonNull(fieldClass, "fieldClass is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(format, "format is null");
        Objects.requireNonNull(group, "group is null");
        flags = Set.copyOf(flags);
    }

    // By hand: see FieldRef.

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldInfo info
                && id == info.id
                && type == info.type
                && format == info.format
                && name.equals(info.name)
                && group.equals(info.group)
                && fieldClass.equals(info.fieldClass)
                && flags.equals(info.flags);
    }

    /** Of the name alone, which no two fields share: fields are keys of many maps. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    public boolean has(FieldFlag flag) {
        return flags.contains(flag);
    }

    public boolean list() {
        return has(FieldFlag.LIST);
    }

    public boolean takesArgument() {
        return has(FieldFlag.ARGUMENT_ALLOWED) || has(FieldFlag.ARGUMENT_REQUIRED);
    }
}
