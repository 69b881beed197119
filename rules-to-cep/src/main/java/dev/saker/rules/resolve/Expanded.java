// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.syntax.Expression;

/**
 * A condition with its macros put in.
 *
 * @param size how many nodes it has, shared ones counted as often as they are used
 * @param depth how many nodes lie on the longest way down
 */
record Expanded(Expression expression, long size, int depth) {

    /** A rule of so many checks is a doubling of macros, not a rule. */
    static final long MAX_SIZE = 1_000_000;

    /** Of all rules together. */
    static final long MAX_TOTAL = 4_000_000;

    /** All later passes descend by calls. */
    static final int MAX_DEPTH = 1000;

    boolean isTooLarge() {
        return size > MAX_SIZE || depth > MAX_DEPTH;
    }
}
