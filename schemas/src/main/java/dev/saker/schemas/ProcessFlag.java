// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** What is known of a process and its executable. The ordinal is the bit: append only. */
public enum ProcessFlag {
    /** The executable may be written by the user who runs it. */
    EXE_WRITABLE,
    /** The executable lives in the upper layer of an overlay file system. */
    EXE_UPPER_LAYER,
    /** The executable has never had a name in a file system. */
    EXE_FROM_MEMFD,
    /** The executable lives in the lower layer of an overlay file system. */
    EXE_LOWER_LAYER,
    /** The event was made by the main thread. */
    MAIN_THREAD,
    /** The process adopts orphans: init or a subreaper. */
    REAPER;

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
