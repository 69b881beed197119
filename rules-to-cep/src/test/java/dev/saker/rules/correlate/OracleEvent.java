// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

/**
 * An event of a random case.
 *
 * @param time in nanoseconds, from 0
 * @param inputs a bit for each input that it meets
 * @param number value of the numeric field; null when it has none
 * @param word value of the text field; null when it has none
 */
record OracleEvent(int position, long time, long inputs, Long number, String word) {

    boolean is(int input) {
        return (inputs >>> input & 1) != 0;
    }

    boolean isAny(Iterable<Integer> some) {
        for (int input : some) {
            if (is(input)) {
                return true;
            }
        }
        return false;
    }

    /** As {@code e3@17[101] 5 b}. */
    @Override
    public String toString() {
        return "e"
                + position
                + "@"
                + time
                + "["
                + Long.toBinaryString(inputs)
                + "] "
                + number
                + " "
                + word;
    }
}
