// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * Which filters are worth their cost: one that seldom rules out anything is left alone for a while
 * and then tried again. Leaving one out changes no answer. One thread's own.
 */
final class FilterUse {
    /** How many fruitless uses one fruitful use outweighs. */
    private static final int GAIN = 8;

    private static final int MOST = 64;
    private static final int TRIES = 4;
    private static final int REST = -512;

    private final short[] credit;

    FilterUse(int filters) {
        credit = new short[filters];
    }

    /** Whether a filter is to be used for the event at hand. */
    boolean isDue(int filter) {
        int left = credit[filter];
        if (left >= 0) {
            return true;
        }
        credit[filter] = (short) (left <= REST ? TRIES : left - 1);
        return false;
    }

    void tell(int filter, boolean ruledOut) {
        int left = credit[filter] + (ruledOut ? GAIN : -1);
        credit[filter] = (short) Math.min(left, MOST);
    }
}
