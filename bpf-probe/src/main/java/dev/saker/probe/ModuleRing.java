// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The ring of one CPU as Falco's kernel module keeps it (driver/ppm_ringbuffer.h of
 * falcosecurity/libs, API 10): a page with head and tail, which are offsets into the data, and
 * counters; and the data, mapped twice in a row, in which events lie one behind the other without
 * anything between. The module writes an event, then moves the head; we move the tail.
 */
final class ModuleRing implements EventRing {
    private static final int HEAD = 0;
    private static final int TAIL = 4;
    private static final int COUNTERS = 8;

    private static final int TIME = 0;
    private static final int LENGTH = 16;
    private static final int HEADER = 26;

    private static final VarHandle INTS =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer info;
    private final ByteBuffer data;
    private final int mask;
    private final int cpu;
    private final OwnThreads own;
    private ByteBuffer copy = ByteBuffer.allocateDirect(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private long position;
    private long written;
    private long released;
    private long damaged;

    /**
     * @param info the page of positions and counters
     * @param data twice in a row, each a power of two of bytes
     * @param own whose events are passed over
     */
    ModuleRing(ByteBuffer info, ByteBuffer data, int cpu, OwnThreads own) {
        this.info = info;
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
        this.mask = data.capacity() / 2 - 1;
        this.cpu = cpu;
        this.own = own;
        this.position = (int) INTS.getAcquire(info, TAIL);
        this.written = position;
        this.released = position;
    }

    @Override
    public int next() {
        while (true) {
            if (position == written) {
                int head = (int) INTS.getAcquire(info, HEAD);
                written = position + (head - position & mask);
                if (position == written) {
                    return NONE;
                }
            }
            int at = (int) position & mask;
            int length = data.getInt(at + LENGTH);
            if (length < HEADER || length > written - position) {
                // Where the next event begins nobody knows: go on behind what there is now.
                damaged++;
                passOver(written);
                continue;
            }
            if (!own.contains(data.getLong(at + Long.BYTES))) {
                position += length;
                return at;
            }
            passOver(position + length);
        }
    }

    /** Given back at once if nothing before it waits: it may be all that ever comes. */
    private void passOver(long end) {
        boolean first = released == position;
        position = end;
        if (first) {
            release(end);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long time(int offset) {
        return data.getLong(offset + TIME);
    }

    /** From a copy: the prefix has no place in front of an event here. */
    @Override
    public void deliver(int offset, EventHandler handler) {
        int length = data.getInt(offset + LENGTH);
        if (copy.capacity() < EventPrefix.LENGTH + length) {
            int capacity = Integer.highestOneBit(EventPrefix.LENGTH + length) << 1;
            copy = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }
        copy.putLong(0, 0);
        copy.putShort(0, (short) cpu);
        copy.put(EventPrefix.LENGTH, data, offset, length);
        handler.onEvent(copy, EventPrefix.LENGTH, length, cpu);
    }

    @Override
    public void release(long upTo) {
        if (upTo <= released) {
            return; // what was passed over has gone before
        }
        released = upTo;
        INTS.setRelease(info, TAIL, (int) upTo & mask);
    }

    @Override
    public long pendingBytes() {
        return (int) INTS.getAcquire(info, HEAD) - released & mask;
    }

    /** Times that what lay in the ring was no event. */
    long damaged() {
        return damaged;
    }

    /**
     * One of the module's counters, of 64 bits each behind the positions: 0 is the number of
     * events, 1 of those that found the ring full, and so on.
     */
    long counter(int number) {
        return (long) LONGS.getAcquire(info, COUNTERS + number * Long.BYTES);
    }
}
