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
 */
final class Ring implements EventRing {
    private static final int HEAD = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int POSITION = 0;
    private static final int EVENT_LENGTH = 16; // behind time and thread, in its header

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
    @Override
    public int next() {
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

    @Override
    public long position() {
        return position;
    }

    @Override
    public long time(int offset) {
        return producer.getLong(offset + EventPrefix.LENGTH);
    }

    @Override
    public void deliver(int offset, EventHandler handler) {
        int event = offset + EventPrefix.LENGTH;
        int length = producer.getInt(event + EVENT_LENGTH);
        int cpu = Short.toUnsignedInt(producer.getShort(offset));
        handler.onEvent(producer, event, length, cpu);
    }

    @Override
    public void release(long upTo) {
        LONGS.setRelease(consumer, POSITION, upTo);
    }

    ByteBuffer memory() {
        return producer;
    }

    @Override
    public long pendingBytes() {
        return (long) LONGS.getAcquire(producer, POSITION)
                - (long) LONGS.getAcquire(consumer, POSITION);
    }
}
