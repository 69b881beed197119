// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import dev.saker.schemas.FieldGroup;

/** Which groups of an event record a field is answered from. */
public final class FieldGroups {

    /** What parameters of some event are in. */
    private static final int EVERY_PARAMETER =
            FieldGroup.DATA.bit() | FieldGroup.ENVIRONMENT.bit() | FieldGroup.CGROUPS.bit();

    private FieldGroups() {}

    /** Bits of {@link FieldGroup}; 0 when the record always has the field. */
    public static int of(FieldRef ref) {
        return switch (ref.field().name()) {
            case "evt.arg", "evt.rawarg" -> parameter(ref);
            case "evt.args", "evt.info" -> EVERY_PARAMETER;
            default -> byName(ref);
        };
    }

    private static int byName(FieldRef ref) {
        String group = ref.field().group();
        if (group.isEmpty()) {
            return 0;
        }
        return group.equals(FieldGroup.ANCESTOR_DETAILS.name())
                ? ancestor(ref)
                : FieldGroup.valueOf(group).bit();
    }

    /** By number a parameter can be anything; by name only buffers are heavy. */
    private static int parameter(FieldRef ref) {
        if (ref.hasIndex()) {
            return EVERY_PARAMETER;
        }
        return switch (ref.argument()) {
            case "env" -> FieldGroup.ENVIRONMENT.bit();
            case "cgroups" -> FieldGroup.CGROUPS.bit();
            case "args" -> 0;
            default -> EventParameters.get().isBuffer(ref.argument()) ? FieldGroup.DATA.bit() : 0;
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
