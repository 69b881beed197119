// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.nio.ByteBuffer;

/**
 * Is told what a recording holds, in its order: first the machine as it was, then what happened.
 */
public interface RecordingHandler {
    /** Flag of an event that is recorded for the host's state alone: no rule is to see it. */
    int STATE_ONLY = 1;

    /**
     * A recording begins: the first thing of each. Files may have been joined, then there are
     * several, and what one of them said of its host says nothing of the next one's.
     */
    default void onBegin() {}

    default void onMachine(Machine machine) {}

    default void onInterface(RecordedInterface address) {}

    default void onUser(RecordedUser user) {}

    default void onGroup(RecordedGroup group) {}

    default void onProcess(RecordedProcess process) {}

    /** Comes after the process. */
    default void onDescriptor(long tid, RecordedDescriptor descriptor) {}

    /**
     * An event, in the layout that {@link dev.saker.scap.ScapEvent} reads.
     *
     * @param buffer lent until the call returns
     * @param flags {@link #STATE_ONLY} and others of the format; 0 in most recordings
     */
    default void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {}
}
