// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory laid out like a BPF ring buffer, with the kernel's half of the protocol done here. */
final class WrittenRing {
    private static final int PAGE = 4096;
    private static final int HEAD = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;

    private final ByteBuffer consumer =
            ByteBuffer.allocateDirect(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer producer;
    private final int bytes;
    private long position;

    WrittenRing(int bytes) {
        this.bytes = bytes;
        this.producer = ByteBuffer.allocateDirect(PAGE + 2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Ring ring() {
        return new Ring(consumer, producer, bytes);
    }

    long consumed() {
        return consumer.getLong(0);
    }

    boolean hasRoom(int length) {
        return position + HEAD + (length + 7 & ~7) - consumed() <= bytes;
    }

    /** Writes a prefix and a scap header without parameters; returns where it stands. */
    long event(int cpu, long time, long tid) {
        byte[] content = new byte[34];
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) cpu)
                .putLong(8, time)
                .putLong(16, tid)
                .putInt(24, 26)
                .putShort(28, (short) 275);
        return record(content, 0);
    }

    long busy(byte[] content) {
        return record(content, BUSY);
    }

    long discarded(byte[] content) {
        return record(content, DISCARDED);
    }

    void finish(long at, int length) {
        putInt(at, length);
    }

    private long record(byte[] content, int flags) {
        long at = position;
        putInt(at, content.length | flags);
        for (int i = 0; i < content.length; i++) {
            put(at + HEAD + i, content[i]);
        }
        position += HEAD + (content.length + 7 & ~7);
        producer.putLong(0, position);
        return at;
    }

    private void putInt(long at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            put(at + i, (byte) (value >> 8 * i));
        }
    }

    /** The kernel maps the data twice; here it is written twice. */
    private void put(long at, byte value) {
        int offset = PAGE + (int) (at & bytes - 1);
        producer.put(offset, value);
        producer.put(offset + bytes, value);
    }
}
