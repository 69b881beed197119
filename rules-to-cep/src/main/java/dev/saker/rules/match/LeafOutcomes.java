// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import java.util.Arrays;

/**
 * Which leaves have another outcome than usual for the values at hand. Leaves go by their ordinals.
 * One thread's own, used again for every event.
 */
final class LeafOutcomes {
    /** The lowest bit of a posting: the literal was necessary, ask the leaf itself. */
    static final int ASK = 1;

    private final Leaf[] leaves;
    private final byte[] usual;
    private final byte[] outcomes;
    private final long[] epochs;
    private long epoch;
    private int[] unusual = new int[16];
    private int count;
    private Value value;

    /**
     * @param usual by leaf, what {@link OperandIndex#usual} says
     */
    LeafOutcomes(Leaf[] leaves, byte[] usual) {
        this.leaves = leaves;
        this.usual = usual;
        this.outcomes = new byte[leaves.length];
        this.epochs = new long[leaves.length];
    }

    static int posting(int ordinal, boolean ask) {
        return ordinal << 1 | (ask ? ASK : 0);
    }

    /** Forgets everything. */
    void clear() {
        epoch++;
        count = 0;
    }

    /** Outcomes told from now on are about this value. */
    void about(Value of) {
        value = of;
    }

    /** The literals of these postings were met in the value. */
    void hits(int[] postings) {
        for (int posting : postings) {
            int ordinal = posting >> 1;
            if (epochs[ordinal] == epoch) {
                continue;
            }
            if ((posting & ASK) != 0) {
                ask(ordinal);
            } else {
                set(ordinal, 1 - usual[ordinal]);
            }
        }
    }

    /** Asks a leaf itself. */
    void ask(int ordinal) {
        if (epochs[ordinal] != epoch) {
            set(ordinal, leaves[ordinal].test(value));
        }
    }

    /** Says what comes out for a leaf; the first word counts. */
    void set(int ordinal, int outcome) {
        if (epochs[ordinal] == epoch) {
            return;
        }
        epochs[ordinal] = epoch;
        outcomes[ordinal] = (byte) outcome;
        if (outcome == usual[ordinal]) {
            return;
        }
        if (count == unusual.length) {
            unusual = Arrays.copyOf(unusual, 2 * count);
        }
        unusual[count++] = ordinal << 2 | outcome;
    }

    /** Goes back to unusual outcomes of before. */
    void load(int[] codes, int length) {
        clear();
        for (int i = 0; i < length; i++) {
            set(codes[i] >> 2, codes[i] & 3);
        }
    }

    /** The unusual outcomes, to be loaded again. */
    int[] codes() {
        return Arrays.copyOf(unusual, count);
    }

    boolean isSet(int ordinal) {
        return epochs[ordinal] == epoch;
    }

    int outcome(int ordinal) {
        return epochs[ordinal] == epoch ? outcomes[ordinal] : usual[ordinal];
    }

    /** How many leaves have an unusual outcome. */
    int count() {
        return count;
    }

    /** One of them: its ordinal above the outcome in the lowest two bits. */
    int unusual(int index) {
        return unusual[index];
    }
}
