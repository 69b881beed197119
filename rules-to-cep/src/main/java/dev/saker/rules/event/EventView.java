// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

/**
 * One event as conditions and outputs see it. A view is used again for event after event, and so
 * are the bytes it lends: what is read from it is good until it moves on.
 */
public interface EventView {
    /** Event code of the scap event table. */
    int type();

    /** Event time, ns since the epoch. */
    long time();

    /**
     * The event's identity, {@code node/time/tid/type/tie}: the same live, after a restart and in a
     * replay. Makes a String; for events that matched.
     */
    String id();

    /**
     * Reads a field. Never fails: what the event does not have is NULL, what it leaves out UNKNOWN.
     */
    void read(BoundField field, Value into);
}
