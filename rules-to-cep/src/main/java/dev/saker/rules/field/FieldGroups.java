// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import dev.saker.schemas.FieldGroup;

/** Which groups of an event record a field is answered from. */
public final class FieldGroups {

    private FieldGroups() {}

    /** Bits of {@link FieldGroup}; 0 when the record always has the field. */
    public static int of(FieldRef ref) {
        String name = ref.field().name();
        if (name.equals("evt.arg") || name.equals("evt.rawarg")) {
            return parameter(ref);
        }
        String group = ref.field().group();
        if (group.isEmpty()) {
            return 0;
        }
        if (group.equals(FieldGroup.ANCESTOR_DETAILS.name())) {
            return ancestor(ref);
        }
        return FieldGroup.valueOf(group).bit();
    }

    /** By number a parameter can be anything; by name only these are heavy. */
    private static int parameter(FieldRef ref) {
        if (ref.hasIndex()) {
            return FieldGroup.DATA.bit();
        }
        return switch (ref.argument()) {
            case "data" -> FieldGroup.DATA.bit();
            case "env" -> FieldGroup.ENVIRONMENT.bit();
            case "cgroups" -> FieldGroup.CGROUPS.bit();
            default -> 0;
        };
    }

    /** Number 0 is the process itself and number 1 its parent. */
    private static int ancestor(FieldRef ref) {
        return switch (ref.index()) {
            case 0 -> 0;
            case 1 -> FieldGroup.PARENT_DETAILS.bit();
            default -> FieldGroup.ANCESTOR_DETAILS.bit() | FieldGroup.PARENT_DETAILS.bit();
        };
    }
}
