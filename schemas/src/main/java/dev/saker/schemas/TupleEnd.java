// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Which end of a socket is on the event's node. The ordinal is on the wire: append only. */
public enum TupleEnd {
    UNKNOWN,
    CLIENT,
    SERVER;

    private static final TupleEnd[] VALUES = values();

    /** The end of a wire number; UNKNOWN for one that is not ours. */
    public static TupleEnd of(int ordinal) {
        return ordinal < 0 || ordinal >= VALUES.length ? UNKNOWN : VALUES[ordinal];
    }
}
