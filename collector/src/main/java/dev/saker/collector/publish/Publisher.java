// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import java.time.Duration;

/** Where framed records go. One thread publishes; the counts may be read by any. */
public interface Publisher {
    /**
     * Hands over the event at the beginning of the array, which the caller goes on to use. Waits
     * while there is no room: then the kernel's rings fill, and what they lose is counted there.
     */
    void event(byte[] framed, int length);

    /** A marker: behind all events handed over before, and a copy for operators. */
    void marker(byte[] framed);

    /** Records the other side has. */
    long delivered();

    /** Records given up. */
    long failed();

    /** Bytes handed over and not delivered yet. */
    long queuedBytes();

    /** Of the disk where records wait; none unless there is one. */
    default SpoolCounts spool() {
        return SpoolCounts.NONE;
    }

    /** How full the disk's share is where records wait, in percent; 0 without one. */
    default int spoolPercent() {
        return 0;
    }

    /** What a byte handed over comes to on its way, as a part of one. */
    default double compression() {
        return 1;
    }

    /** How long the publishing thread has been waiting for room; zero if it is not. */
    Duration waiting();

    /**
     * Makes a publishing thread that waits for Kafka give up: for the end, before {@link #close}.
     */
    void stopWaiting();

    /** Waits for what is on its way, at most this long; then gives it up. */
    void close(Duration patience);
}
