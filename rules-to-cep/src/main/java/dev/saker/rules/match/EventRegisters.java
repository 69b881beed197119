// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found out about the event at hand: each operand is read at most once, each shared
 * condition evaluated at most once. A new event makes all of it stale at once, by a number. One
 * thread's own.
 */
final class EventRegisters {
    /** There is no outcome yet. */
    private static final int NONE = -1;

    // Operands of plans, numbered by an operand table.
    private final BoundField[] operandFields;
    private final Value[] operandValues;
    private final ValueSource[] operandSources;
    private final long[] operandEpochs;
    private final Node[] pairs;
    private final byte[] outcomes;
    private final long[] outcomeEpochs;

    // Fields of nodes and transformers, numbered as they come.
    private final Map<FieldRef, Integer> slots = new HashMap<>();
    private final List<BoundField> bound = new ArrayList<>();
    private BoundField[] fields = {};
    private Value[] values = {};
    private long[] valueEpochs = {};
    private EventView event;
    private long epoch;

    EventRegisters() {
        this(new OperandTable());
    }

    EventRegisters(OperandTable table) {
        int operands = table.operands().size();
        operandFields = table.fields();
        operandValues = new Value[operands];
        operandSources = new ValueSource[operands];
        operandEpochs = new long[operands];
        ValueSources sources = new ValueSources(this);
        for (int slot = 0; slot < operands; slot++) {
            if (operandFields[slot] != null) {
                operandValues[slot] = new Value();
            } else {
                operandSources[slot] = sources.of(table.operands().get(slot));
            }
        }
        pairs = table.pairs().stream().map(this::pair).toArray(Node[]::new);
        outcomes = new byte[table.sharedCount()];
        outcomeEpochs = new long[table.sharedCount()];
    }

    private Node pair(Condition.CompareOperands pair) {
        return new ConditionCompiler(this).compile(pair);
    }

    /** The slot of a field of nodes; while conditions are compiled. */
    int slot(FieldRef field) {
        return slots.computeIfAbsent(
                field,
                ref -> {
                    bound.add(BoundField.of(ref));
                    return bound.size() - 1;
                });
    }

    EventView event() {
        return event;
    }

    /** Moves on to an event. */
    void begin(EventView next) {
        if (values.length < bound.size()) {
            allocate();
        }
        event = next;
        epoch++;
    }

    Value value(int slot) {
        Value value = values[slot];
        if (valueEpochs[slot] != epoch) {
            event.read(fields[slot], value);
            valueEpochs[slot] = epoch;
        }
        return value;
    }

    /** The value of an operand of plans. */
    Value operand(int slot) {
        return operandEpochs[slot] == epoch ? operandValues[slot] : read(slot);
    }

    private Value read(int slot) {
        BoundField field = operandFields[slot];
        if (field != null) {
            event.read(field, operandValues[slot]);
        } else {
            operandValues[slot] = operandSources[slot].read(this);
        }
        operandEpochs[slot] = epoch;
        return operandValues[slot];
    }

    /** What compares two operands. */
    Node pair(int index) {
        return pairs[index];
    }

    /** The outcome of a shared plan kept for this event; negative if there is none yet. */
    int outcome(int slot) {
        return outcomeEpochs[slot] == epoch ? outcomes[slot] : NONE;
    }

    void keepOutcome(int slot, int outcome) {
        outcomes[slot] = (byte) outcome;
        outcomeEpochs[slot] = epoch;
    }

    private void allocate() {
        fields = bound.toArray(BoundField[]::new);
        values = new Value[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value();
        }
        valueEpochs = new long[fields.length];
    }
}
