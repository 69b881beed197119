// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Operand;
import dev.saker.rules.event.Value;
import dev.saker.rules.syntax.Operator;
import java.util.Set;

/**
 * How many of a value's elements an operator must hold for. Null makes every comparison false;
 * unknown makes it unknown, unless another element settles it.
 */
enum Plurality {
    /** A value like any other. */
    ONE,
    /** Either side of a socket, one of the ancestors, a list that intersects. */
    ANY,
    /** A list all of whose elements are in the other; of an empty one that is true. */
    EVERY,
    /** Both sides of a socket, if there are any: {@code fd.ip != x}. */
    BOTH;

    private static final Set<String> SIDES = Set.of("fd.ip", "fd.port", "fd.proto", "fd.net");
    private static final Set<String> ANCESTORS =
            Set.of(
                    "proc.aname",
                    "proc.aexe",
                    "proc.aexepath",
                    "proc.acmdline",
                    "proc.apid",
                    "proc.aenv");

    static Plurality of(Operand left, Operator operator) {
        if (left.list()) {
            return operator == Operator.IN ? EVERY : ANY;
        }
        if (left instanceof Operand.Field field) {
            String name = field.ref().field().name();
            if (SIDES.contains(name)) {
                return operator == Operator.NE ? BOTH : ANY;
            }
        }
        return isOfAncestors(left) ? ANY : ONE;
    }

    /** Whether the operand is a field of all ancestors: the list of them is not its value. */
    static boolean isOfAncestors(Operand operand) {
        return operand instanceof Operand.Field field
                && ANCESTORS.contains(field.ref().field().name())
                && !field.ref().hasArgument();
    }

    Truth test(Value value, ValueTest test) {
        return switch (value.kind()) {
            case NULL -> Truth.FALSE;
            case UNKNOWN -> Truth.UNKNOWN;
            case NUMBER, REAL, BOOL, BYTES -> Truth.of(test.test(value));
            case LIST -> testElements(value, test);
        };
    }

    private Truth testElements(Value list, ValueTest test) {
        if (this == BOTH && list.size() == 0) {
            return Truth.FALSE;
        }
        Truth settling = this == ANY || this == ONE ? Truth.TRUE : Truth.FALSE;
        Truth outcome = settling.not();
        for (int i = 0; i < list.size(); i++) {
            Truth truth = ONE.test(list.element(i), test);
            if (truth == settling) {
                return settling;
            }
            if (truth == Truth.UNKNOWN) {
                outcome = Truth.UNKNOWN;
            }
        }
        return outcome;
    }
}
