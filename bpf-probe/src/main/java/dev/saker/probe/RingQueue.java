// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/**
 * The records of one ring that were seen and not yet given back, in ring order. They may be
 * delivered in another order; the ring gets back what lies before the first that was not.
 */
final class RingQueue {
    private final EventRing ring;
    private final int mask;
    private final int[] offsets;
    private final long[] ends;
    private final boolean[] delivered;
    private long head;
    private long tail;
    private boolean exhausted;
    private long newest;

    RingQueue(EventRing ring, int capacity) {
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
        exhausted = offset == EventRing.NONE;
        if (exhausted) {
            return false;
        }
        int slot = (int) tail++ & mask;
        offsets[slot] = offset;
        ends[slot] = ring.position();
        delivered[slot] = false;
        newest = ring.time(offset);
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

    void deliver(long number, EventHandler handler) {
        int slot = (int) number & mask;
        delivered[slot] = true;
        while (head < tail && delivered[(int) head & mask]) {
            head++;
        }
        ring.deliver(offsets[slot], handler);
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
