// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.util.List;

/**
 * Folds comparisons of the event's number, which is never below one: rule files switch parts of a
 * condition off with {@code evt.num=0}.
 */
final class EventNumber {

    /** Whether a comparison depends on the event at all. */
    enum Truth {
        ALWAYS,
        NEVER,
        DEPENDS
    }

    private EventNumber() {}

    static Truth truth(Condition.Compare condition) {
        if (!isNumber(condition.left()) || !(condition.right() instanceof Literal.Number number)) {
            return Truth.DEPENDS;
        }
        if (number.value() < 0) {
            return Truth.DEPENDS; // wrapped: a number above 2^63
        }
        long value = number.value();
        return switch (condition.operator()) {
            case EQ -> value < 1 ? Truth.NEVER : Truth.DEPENDS;
            case NE -> value < 1 ? Truth.ALWAYS : Truth.DEPENDS;
            case LT -> value <= 1 ? Truth.NEVER : Truth.DEPENDS;
            case LE -> value < 1 ? Truth.NEVER : Truth.DEPENDS;
            case GT -> value < 1 ? Truth.ALWAYS : Truth.DEPENDS;
            case GE -> value <= 1 ? Truth.ALWAYS : Truth.DEPENDS;
            default -> Truth.DEPENDS;
        };
    }

    static Truth truth(Condition.CompareList condition) {
        if (!isNumber(condition.left())) {
            return Truth.DEPENDS;
        }
        List<Literal> zeros = condition.right().stream().filter(EventNumber::isZero).toList();
        return zeros.size() == condition.right().size() ? Truth.NEVER : Truth.DEPENDS;
    }

    private static boolean isZero(Literal literal) {
        return literal instanceof Literal.Number number && number.value() == 0;
    }

    private static boolean isNumber(Operand operand) {
        return operand instanceof Operand.Field field && field.ref().name().equals("evt.num");
    }
}
