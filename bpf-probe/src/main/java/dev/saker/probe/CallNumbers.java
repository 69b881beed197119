// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.util.BitSet;

/**
 * What the number in a caller's register may mean: a call of the machine's table, or one of those
 * of 32-bit programs. Which, is known to the kernel side only after it asked for the task.
 */
final class CallNumbers {
    private final int[] codes = new int[PlanMemory.SYSCALL_NUMBERS];
    private final int[] others;

    /**
     * @param events by fours: number in the machine's table, code of its event, and two more
     * @param others by turns: a number of another table, one of the machine's that it may stand for
     */
    CallNumbers(int[] events, int[] others) {
        for (int i = 0; i < events.length; i += 4) {
            codes[events[i]] = events[i + 1];
        }
        this.others = others;
    }

    static CallNumbers of(long handle) {
        return new CallNumbers(NativeProbe.events(handle), NativeProbe.otherNumbers(handle));
    }

    /**
     * The numbers that mean a wanted call in some table.
     *
     * @param generic numbers in the machine's table of wanted calls without an event of their own
     */
    BitSet asked(EventSelection selection, BitSet generic) {
        BitSet wanted = new BitSet();
        for (int number = 0; number < codes.length; number++) {
            int code = codes[number];
            wanted.set(number, code == 0 ? generic.get(number) : selection.has(code));
        }
        BitSet asked = (BitSet) wanted.clone();
        for (int i = 0; i < others.length; i += 2) {
            if (wanted.get(others[i + 1])) {
                asked.set(others[i]);
            }
        }
        return asked;
    }
}
