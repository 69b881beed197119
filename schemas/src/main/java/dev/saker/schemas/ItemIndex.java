// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/** Where the items of one array begin. Grows with what was really there, never with a claim. */
final class ItemIndex {
    private static final int FIRST_CAPACITY = 16;

    private int[] starts = new int[FIRST_CAPACITY];
    private int count;
    private boolean known;

    void forget() {
        count = 0;
        known = false;
    }

    /** Says that every item has been added. */
    void complete() {
        known = true;
    }

    boolean known() {
        return known;
    }

    void add(int start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
    }

    int count() {
        return count;
    }

    int start(int item) {
        if (item < 0 || item >= count) {
            throw new IndexOutOfBoundsException("item " + item + " of " + count);
        }
        return starts[item];
    }
}
