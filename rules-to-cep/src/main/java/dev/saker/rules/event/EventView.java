// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

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
     * Name of the recording that the node made from this event on, because a rule with {@code
     * capture} matched it; empty if it made none. For events that matched.
     */
    default String captureFile() {
        return "";
    }

    /**
     * Reads a field. Never fails: what the event does not have is NULL, what it leaves out UNKNOWN.
     */
    void read(BoundField field, Value into);

    /** The answer of {@link #kind} for an event that has none. */
    long NO_KIND = -1;

    /**
     * A number that is equal for two events of one type only if every field of {@link
     * FieldDomain#KIND} is; or {@link #NO_KIND}.
     */
    default long kind() {
        return NO_KIND;
    }

    /**
     * A number that is equal for two events of one type and {@link #kind} only if every field of
     * {@link FieldDomain#DESCRIPTOR} is, or 0 if there is none.
     */
    default long descriptorNumber() {
        return 0;
    }

    /**
     * Appends bytes that are equal for two events of one type only if every field of {@link
     * FieldDomain#KIND} is, and every one of {@link FieldDomain#DESCRIPTOR} that reads no more than
     * these parts.
     *
     * @param parts bits of {@link DescriptorPart}
     */
    void appendDescriptor(int parts, ByteSink into);

    /**
     * Bytes as they lie in the event that are equal for two events of one type and {@link #kind}
     * only if every field of {@link FieldDomain#DESCRIPTOR} is that reads no more than these parts;
     * lent. Absent if there are none in one piece: then {@link #appendDescriptor} has some. Only
     * for events that have a kind.
     *
     * @param parts bits of {@link DescriptorPart}
     */
    default void descriptorBytes(int parts, Slice into) {
        into.setAbsent();
    }

    /**
     * Appends bytes that are equal for two events only if every field of {@link
     * FieldDomain#CONTEXT} is.
     */
    void appendContext(ByteSink into);

    /**
     * Whether {@link #appendContext} would append just these bytes, which it did for an earlier
     * event. Cheaper than doing so.
     */
    boolean hasContext(byte[] context, int length);

    /**
     * A number that only events of one context have, or 0 if there is none. One context can have
     * several in the course of time.
     */
    default long contextNumber() {
        return 0;
    }

    /**
     * As {@link #appendContext(ByteSink)}, not in the same bytes, and without what is read by none
     * but the fields of parts that are not asked for.
     *
     * @param parts bits of {@link ContextPart}
     */
    default void appendContext(int parts, ByteSink into) {
        appendContext(into);
    }

    /** A number that events of one context often share: the thread's. */
    long contextHint();
}
