// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/**
 * The records of one ring that were seen and not yet given back, in ring order. They may be
 * delivered in another order; the ring gets back what lies before the first that was not.
 */
final class RingQueue {
    private static final int PREFIX = EventPrefix.LENGTH;

    private final Ring ring;
    private final int mask;
    private final int[] offsets;
    private final long[] ends;
    private final boolean[] delivered;
    private long head;
    private long tail;
    private boolean exhausted;
    private long newest;

    RingQueue(Ring ring, int capacity) {
        this.ring = ring;
        this.mask = capacity - 1;
        this.offsets = new int[capacity];
        this.ends = new long[capacity];
        this.delivered = new boolean[capacity];
    }

    boolean isFull() {
        return tail - head > mask;
    }

    /** Whether the last look found nothing more in the ring. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Takes the ring's next record, if there is one and room for it: true if so. */
    boolean advance() {
        if (isFull()) {
            return false;
        }
        int offset = ring.next();
        exhausted = offset == Ring.NONE;
        if (exhausted) {
            return false;
        }
        int slot = (int) tail++ & mask;
        offsets[slot] = offset;
        ends[slot] = ring.position();
        delivered[slot] = false;
        newest = time(slot);
        return true;
    }

    /** The number of the record that {@link #advance} took last. */
    long last() {
        return tail - 1;
    }

    /** Event time of the record taken last. */
    long newest() {
        return newest;
    }

    private long time(int slot) {
        return ring.memory().getLong(offsets[slot] + PREFIX);
    }

    void deliver(long number, EventHandler handler) {
        int slot = (int) number & mask;
        delivered[slot] = true;
        while (head < tail && delivered[(int) head & mask]) {
            head++;
        }
        ByteBuffer memory = ring.memory();
        int offset = offsets[slot];
        int length = memory.getInt(offset + PREFIX + 16);
        handler.onEvent(
                memory, offset + PREFIX, length, Short.toUnsignedInt(memory.getShort(offset)));
    }

    /** Lets the kernel overwrite what has been delivered. */
    void release() {
        if (head > 0) {
            ring.release(ends[(int) (head - 1) & mask]);
        }
    }

    long pendingBytes() {
        return ring.pendingBytes();
    }
}
