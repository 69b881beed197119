// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found out about the event at hand: each field is read at most once, each shared
 * condition evaluated at most once. A new event makes all of it stale at once, by a number.
 */
final class EventRegisters {
    private final Map<FieldRef, Integer> slots = new HashMap<>();
    private final List<BoundField> bound = new ArrayList<>();
    private BoundField[] fields = {};
    private Value[] values = {};
    private long[] valueEpochs = {};
    private Truth[] truths = {};
    private long[] truthEpochs = {};
    private int truthCount;
    private EventView event;
    private long epoch;

    /** The slot of a field; while conditions are compiled. */
    int slot(FieldRef field) {
        return slots.computeIfAbsent(
                field,
                ref -> {
                    bound.add(BoundField.of(ref));
                    return bound.size() - 1;
                });
    }

    /** A new slot for the outcome of a shared condition; while conditions are compiled. */
    int truthSlot() {
        return truthCount++;
    }

    BoundField field(int slot) {
        return bound.get(slot);
    }

    EventView event() {
        return event;
    }

    /** Moves on to an event. */
    void begin(EventView next) {
        if (values.length < bound.size() || truths.length < truthCount) {
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

    /** The outcome kept for this event, or null if there is none yet. */
    Truth truth(int slot) {
        return truthEpochs[slot] == epoch ? truths[slot] : null;
    }

    void keep(int slot, Truth truth) {
        truths[slot] = truth;
        truthEpochs[slot] = epoch;
    }

    private void allocate() {
        fields = bound.toArray(BoundField[]::new);
        values = new Value[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value();
        }
        valueEpochs = new long[fields.length];
        truths = new Truth[truthCount];
        truthEpochs = new long[truthCount];
    }
}
