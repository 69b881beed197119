// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** What is known of a file descriptor beyond its name. The ordinal is the bit: append only. */
public enum FdFlag {
    /** The socket is connected. */
    CONNECTED,
    /** This event changed the name. */
    NAME_CHANGED,
    /** It is known which end of the socket is the server. */
    ROLE_KNOWN,
    /** The end on this node is the server. Means something only with ROLE_KNOWN. */
    IS_SERVER,
    /** The file lives in the upper layer of an overlay file system. */
    UPPER_LAYER,
    /** The file lives in the lower layer of an overlay file system. */
    LOWER_LAYER,
    /** The descriptor table does not know it: only the number is real. */
    UNKNOWN_TO_TABLE;

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
