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
    OPEN_CREATE,
    /** A call whose arguments were changed while it was under way; group RACES. */
    ARGUMENTS_CHANGED,
    /** An operation that came through a ring of io_uring, not as a system call. */
    IO_URING;

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
