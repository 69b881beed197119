// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/**
 * Memory that the kernel writes events to, as its one reader sees it. Looking ahead ({@link #next})
 * and giving back ({@link #release}) are apart: events are put in order before they are delivered,
 * and their bytes stay in the ring meanwhile.
 */
interface EventRing {
    int NONE = -1;

    /** Where the next event lies, or {@link #NONE}. */
    int next();

    /** Just behind the event that {@link #next} returned last; only grows. */
    long position();

    /** Event time of the event that lies there. */
    long time(int offset);

    /** Hands the event over, with a prefix as {@link EventPrefix} reads it. */
    void deliver(int offset, EventHandler handler);

    /** Gives back everything before a position. */
    void release(long upTo);

    /** Bytes written and not yet given back. */
    long pendingBytes();
}
