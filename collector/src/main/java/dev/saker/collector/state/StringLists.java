// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.util.Arrays;

/** What {@link ByteStrings} is for strings, for lists: most processes are run again and again. */
public final class StringLists {
    private static final int SLOTS = 1 << 12;

    private final StringList[] slots = new StringList[SLOTS];

    /** The list whose kernel form these bytes are. */
    public StringList of(byte[] source, int offset, int length) {
        if (length == 0 || length == 1 && source[offset] == 0) {
            return StringList.EMPTY;
        }
        int slot = ByteStrings.hash(source, offset, length) & (SLOTS - 1);
        StringList known = slots[slot];
        if (known != null && ByteStrings.equal(known.bytes(), source, offset, length)) {
            return known;
        }
        StringList fresh = new StringList(Arrays.copyOfRange(source, offset, offset + length));
        slots[slot] = fresh;
        return fresh;
    }
}
