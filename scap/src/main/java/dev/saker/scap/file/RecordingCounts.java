// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** What a reader has read, and what it passed over because it does not know it. */
public final class RecordingCounts {
    private long events;
    private long unknownEvents;
    private long unknownBlocks;

    /** Events handed out. */
    public long events() {
        return events;
    }

    /** Events of types that were invented after this version. */
    public long unknownEvents() {
        return unknownEvents;
    }

    /** Blocks of kinds that were invented after this version. */
    public long unknownBlocks() {
        return unknownBlocks;
    }

    void countEvent() {
        events++;
    }

    void countUnknownEvent() {
        unknownEvents++;
    }

    void countUnknownBlock() {
        unknownBlocks++;
    }
}
