// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.util.Arrays;
import java.util.function.Consumer;

/** A hash map from long to object that boxes nothing and keeps no nodes. One thread only. */
final class LongMap<V> {
    private static final int MIN_SLOTS = 64;

    private long[] keys = new long[MIN_SLOTS];
    private Object[] values = new Object[MIN_SLOTS];
    private int size;

    int size() {
        return size;
    }

    int slots() {
        return values.length;
    }

    V get(long key) {
        return valueAt(slotOf(key));
    }

    /** What a slot holds, or null: for walking the map a piece at a time. */
    @SuppressWarnings("unchecked") // only put writes values
    V valueAt(int slot) {
        return (V) values[slot];
    }

    void put(long key, V value) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > values.length) {
            grow();
        }
    }

    void remove(long key) {
        int hole = slotOf(key);
        if (values[hole] == null) {
            return;
        }
        size--;
        values[hole] = null;
        close(hole);
    }

    void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    void forEach(Consumer<? super V> visitor) {
        for (int slot = 0; slot < values.length; slot++) {
            V value = valueAt(slot);
            if (value != null) {
                visitor.accept(value);
            }
        }
    }

    /** Moves later entries of the same run into the hole, so that no tombstones are needed. */
    private void close(int from) {
        int mask = values.length - 1;
        int hole = from;
        for (int at = hole + 1 & mask; values[at] != null; at = at + 1 & mask) {
            int home = home(keys[at]);
            if ((at - home & mask) >= (at - hole & mask)) {
                keys[hole] = keys[at];
                values[hole] = values[at];
                values[at] = null;
                hole = at;
            }
        }
    }

    private int slotOf(long key) {
        int mask = values.length - 1;
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & values.length - 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldValues.length * 2];
        for (int slot = 0; slot < oldValues.length; slot++) {
            if (oldValues[slot] != null) {
                int fresh = slotOf(oldKeys[slot]);
                keys[fresh] = oldKeys[slot];
                values[fresh] = oldValues[slot];
            }
        }
    }
}
