// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/**
 * What records said of threads, in their encoding, to be said again as long as it is true: who did
 * it (process, container, user, ancestors) and the leaders. A table of fixed size in which threads
 * displace each other, so that it costs the same on a host of ten threads and of ten thousand.
 */
final class ContextCache {
    /** Threads that are at it at the same time; more of them only makes the cache miss. */
    private static final int SLOTS = 256;

    /** What is longer (argument lists, mostly) is written anew, so that memory stays bounded. */
    private static final int MAX_LENGTH = 4096;

    private static final int FIRST_CAPACITY = 512;

    private final long[] tids = new long[SLOTS];
    private final long[] versions = new long[SLOTS];
    private final int[] groups = new int[SLOTS];
    private final byte[][] bytes = new byte[SLOTS][];
    private final int[] actorLengths = new int[SLOTS];
    private final int[] leaderLengths = new int[SLOTS];
    private int slot;

    /** Turns to an event's thread. Whether its context is here, as of this version. */
    boolean find(long tid, long version, int projection) {
        slot = (int) tid & (SLOTS - 1);
        return version != SyscallEventSource.CHANGING_CONTEXT
                && versions[slot] == version
                && tids[slot] == tid
                && groups[slot] == projection;
    }

    void putActor(AvroOutput out) {
        out.putEncoded(bytes[slot], 0, actorLengths[slot]);
    }

    void putLeaders(AvroOutput out) {
        out.putEncoded(bytes[slot], actorLengths[slot], leaderLengths[slot]);
    }

    /** Keeps what was written for the thread that {@link #find} did not have; leaders come last. */
    void keep(
            SyscallEventSource event,
            int projection,
            AvroOutput out,
            int actorStart,
            int actorLength,
            int leadersStart) {
        int leadersLength = out.length() - leadersStart;
        if (event.contextVersion() == SyscallEventSource.CHANGING_CONTEXT
                || actorLength + leadersLength > MAX_LENGTH) {
            return;
        }
        byte[] kept = room(actorLength + leadersLength);
        System.arraycopy(out.array(), actorStart, kept, 0, actorLength);
        System.arraycopy(out.array(), leadersStart, kept, actorLength, leadersLength);
        tids[slot] = event.tid();
        versions[slot] = event.contextVersion();
        groups[slot] = projection;
        actorLengths[slot] = actorLength;
        leaderLengths[slot] = leadersLength;
    }

    private byte[] room(int length) {
        byte[] kept = bytes[slot];
        if (kept == null || kept.length < length) {
            int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(length) * 2);
            kept = kept == null ? new byte[capacity] : Arrays.copyOf(kept, capacity);
            bytes[slot] = kept;
        }
        return kept;
    }
}
