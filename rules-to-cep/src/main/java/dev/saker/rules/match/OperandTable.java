// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Operand;
import dev.saker.rules.event.BoundField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operands that a rule set's leaves read, numbered. Filled while plans are made, then fixed.
 */
final class OperandTable {
    private final Map<Operand, Integer> slots = new HashMap<>();
    private final List<Operand> operands = new ArrayList<>();
    private final List<BoundField> fields = new ArrayList<>();
    private final List<Condition.CompareOperands> pairs = new ArrayList<>();
    private int shared;

    int slot(Operand operand) {
        return slots.computeIfAbsent(operand, this::add);
    }

    private int add(Operand operand) {
        operands.add(operand);
        fields.add(operand instanceof Operand.Field field ? BoundField.of(field.ref()) : null);
        return operands.size() - 1;
    }

    /** The place of a comparison of two operands. */
    int pair(Condition.CompareOperands pair) {
        pairs.add(pair);
        return pairs.size() - 1;
    }

    /** A place for the outcome of a plan that several rules share. */
    int sharedSlot() {
        return shared++;
    }

    List<Operand> operands() {
        return operands;
    }

    /** By slot; null for an operand that is no field. */
    BoundField[] fields() {
        return fields.toArray(BoundField[]::new);
    }

    List<Condition.CompareOperands> pairs() {
        return pairs;
    }

    int sharedCount() {
        return shared;
    }
}
