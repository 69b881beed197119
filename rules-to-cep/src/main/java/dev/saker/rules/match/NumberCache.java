// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * Which rules are possible for what events are about, by event type, kind and the number that
 * stands for a descriptor. Each place holds the last that came by it. One thread's own.
 */
final class NumberCache {
    private static final int PLACES = 1 << 13;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int PLACE_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final int KEY_LONGS = 2;

    /** By place: the kind, then the number. */
    private final long[] keys = new long[PLACES * KEY_LONGS];

    private final short[] types = new short[PLACES];
    private final long[][] answers = new long[PLACES][];

    /** What is kept for a number, which is not 0; null if nothing is. */
    long[] get(int type, long kind, long number) {
        int place = place(type, kind, number);
        boolean same =
                keys[place * KEY_LONGS] == kind
                        && keys[place * KEY_LONGS + 1] == number
                        && types[place] == type;
        return same ? answers[place] : null;
    }

    void put(int type, long kind, long number, long[] answer) {
        int place = place(type, kind, number);
        keys[place * KEY_LONGS] = kind;
        keys[place * KEY_LONGS + 1] = number;
        types[place] = (short) type;
        answers[place] = answer;
    }

    private static int place(int type, long kind, long number) {
        return (int) (((kind + type) * MIX ^ number) * MIX >>> PLACE_SHIFT);
    }
}
