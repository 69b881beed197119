// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/**
 * What the probe says of an event that the scap format has no place for. It lies in front of the
 * event and behind it, where an {@link EventHandler} finds the event: prefix {u16 cpu, u16 flags,
 * u32 length of the trailer}, event, trailer. Laid out by record.bpf.h.
 */
public final class EventPrefix {
    static final int LENGTH = 8;

    private static final int FLAGS = -6;
    private static final int TRAILER = -4;
    private static final int EVENT_LENGTH = 16;
    private static final int ARGUMENTS_CHANGED = 1;
    private static final int IO_URING = 2;

    private EventPrefix() {}

    /** Whether memory that the arguments point to was changed while the call was under way. */
    public static boolean argumentsChanged(ByteBuffer ring, int offset) {
        return (ring.getShort(offset + FLAGS) & ARGUMENTS_CHANGED) != 0;
    }

    /** Whether the operation came through a ring of io_uring, not as a system call. */
    public static boolean fromIoUring(ByteBuffer ring, int offset) {
        return (ring.getShort(offset + FLAGS) & IO_URING) != 0;
    }

    /**
     * The path of the file that the kernel opened, from its root: what was opened, whatever the
     * memory with its name said before or after. Empty if the event is not of an opened file, or
     * nobody asked for paths.
     */
    public static byte[] kernelPath(ByteBuffer ring, int offset) {
        int length = ring.getInt(offset + TRAILER);
        byte[] path = new byte[Math.max(0, length - 1)]; // without its final 0
        ring.get(offset + ring.getInt(offset + EVENT_LENGTH), path);
        return path;
    }

    /** Length of {@link #kernelPath}, without reading it. */
    public static int kernelPathLength(ByteBuffer ring, int offset) {
        return Math.max(0, ring.getInt(offset + TRAILER) - 1);
    }
}
