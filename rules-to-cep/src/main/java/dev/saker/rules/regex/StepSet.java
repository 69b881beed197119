// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.Arrays;

/** A set of steps in the order in which they came; emptied at no cost. */
final class StepSet {
    private final int[] steps;
    private final int[] marks;
    private int mark = 1;
    private int size;

    StepSet(int capacity) {
        steps = new int[capacity];
        marks = new int[capacity];
    }

    void clear() {
        size = 0;
        if (++mark == 0) {
            Arrays.fill(marks, 0);
            mark = 1;
        }
    }

    void add(int step) {
        if (marks[step] != mark) {
            marks[step] = mark;
            steps[size++] = step;
        }
    }

    int size() {
        return size;
    }

    int get(int index) {
        return steps[index];
    }

    /** Brings the steps into an order that depends on nothing but which they are. */
    void sort() {
        Arrays.sort(steps, 0, size);
    }

    /** Adds all of another. */
    void addAll(StepSet other) {
        for (int i = 0; i < other.size; i++) {
            add(other.steps[i]);
        }
    }
}
