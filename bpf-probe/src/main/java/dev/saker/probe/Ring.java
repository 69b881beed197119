// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One BPF ring buffer as its consumer sees it. Positions count bytes ever written and wrap through
 * the data by a mask; the data is mapped twice in a row, so that a record at the end is read
 * straight on. A record has an 8-byte head {u32 length and flags, u32 page offset}, which the
 * kernel stores with release after the content, and is padded to 8.
 *
 * <p>Looking ahead ({@link #next}) and giving back ({@link #release}) are apart: records are put in
 * order before they are delivered, and their bytes stay in the ring meanwhile.
 */
final class Ring {
    static final int NONE = -1;

    private static final int HEAD = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int POSITION = 0;

    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer consumer;
    private final ByteBuffer producer;
    private final int dataAt;
    private final long mask;
    private long position;
    private long committed;

    /**
     * @param consumer the page of the consumer's position
     * @param producer the page of the producer's position and, behind it, the data twice
     * @param bytes size of the data
     */
    Ring(ByteBuffer consumer, ByteBuffer producer, int bytes) {
        this.consumer = consumer.order(ByteOrder.nativeOrder());
        this.producer = producer.order(ByteOrder.LITTLE_ENDIAN);
        this.dataAt = producer.capacity() - 2 * bytes;
        this.mask = bytes - 1L;
        this.position = (long) LONGS.getAcquire(consumer, POSITION);
        this.committed = (long) LONGS.getAcquire(producer, POSITION);
    }

    /** Where the content of the next finished record lies in {@link #memory}, or {@link #NONE}. */
    int next() {
        while (true) {
            if (position >= committed) {
                committed = (long) LONGS.getAcquire(producer, POSITION);
                if (position >= committed) {
                    return NONE;
                }
            }
            int at = dataAt + (int) (position & mask);
            int head = (int) INTS.getAcquire(producer, at);
            if ((head & BUSY) != 0) {
                return NONE;
            }
            int length = head & ~DISCARDED;
            position += HEAD + (length + 7 & ~7);
            if ((head & DISCARDED) == 0) {
                return at + HEAD;
            }
        }
    }

    /** Just behind the record that {@link #next} returned last. */
    long position() {
        return position;
    }

    /** Gives back everything before a position. */
    void release(long upTo) {
        LONGS.setRelease(consumer, POSITION, upTo);
    }

    ByteBuffer memory() {
        return producer;
    }

    /** Bytes written and not yet given back. */
    long pendingBytes() {
        return (long) LONGS.getAcquire(producer, POSITION)
                - (long) LONGS.getAcquire(consumer, POSITION);
    }
}
