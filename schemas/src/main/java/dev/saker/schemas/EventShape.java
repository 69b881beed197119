// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Facts of an event that rules ask for so often that they are worth a bit each. The ordinal is the
 * bit: append only.
 */
public enum EventShape {
    /** An open that may read. */
    OPEN_READ,
    /** An open that may write. */
    OPEN_WRITE,
    /** An open that makes an executable file. */
    OPEN_EXEC,
    /** An open that made the file. */
    OPEN_CREATE;

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
