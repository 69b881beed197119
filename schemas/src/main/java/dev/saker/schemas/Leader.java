// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Whose name, executable and path the group LEADERS tells. In the order of the record. */
public enum Leader {
    SESSION,
    PROCESS_GROUP,
    VIRTUAL_PROCESS_GROUP;

    /** What stands for a leader behind this one that looks like it; ancestors are from 0. */
    int reference() {
        return -1 - ordinal();
    }

    /** The ordinal of the leader that a reference below 0 means. */
    static long ordinalOf(long reference) {
        return -1 - reference;
    }
}
