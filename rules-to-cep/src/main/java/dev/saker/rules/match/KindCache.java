// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventView;
import java.util.Arrays;

/**
 * What the kind of an event says of the rules of one event type. There are few kinds; should there
 * be many, they are forgotten all at once. One thread's own.
 */
final class KindCache {
    private static final int PLACES = 256;
    private static final int MOST = PLACES / 2;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int PLACE_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);

    private final long[] keys = new long[PLACES];
    private final Kind[] kinds = new Kind[PLACES];
    private int count;

    /**
     * @param possible the rules as bits, {@link FilterCache#NONE} if none is
     * @param unusual what {@link LeafOutcomes#codes} says
     * @param names operands that the rules which are left ask for in names and addresses
     * @param parts bits of the {@link dev.saker.rules.event.DescriptorPart}s that these read
     */
    record Kind(long[] possible, int[] unusual, int[] names, int parts) {}

    /** What is known of a kind; null if nothing is. */
    Kind get(long key) {
        int place = (int) (key * MIX >>> PLACE_SHIFT);
        while (kinds[place] != null) {
            if (keys[place] == key) {
                return kinds[place];
            }
            place = place + 1 & PLACES - 1;
        }
        return null;
    }

    /** Not for {@link EventView#NO_KIND}. */
    void put(long key, Kind kind) {
        if (count == MOST) {
            Arrays.fill(kinds, null);
            count = 0;
        }
        int place = (int) (key * MIX >>> PLACE_SHIFT);
        while (kinds[place] != null) {
            place = place + 1 & PLACES - 1;
        }
        keys[place] = key;
        kinds[place] = kind;
        count++;
    }
}
