// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds events: {@link #begin}, then every parameter in the table's order, then {@link #end}. The
 * writer and its array are reused.
 */
public final class ScapEventWriter {
    private final EventTable table;
    private ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    private EventInfo info;
    private int paramCount;
    private int written;

    public ScapEventWriter() {
        this(EventTable.get());
    }

    public ScapEventWriter(EventTable table) {
        this.table = table;
    }

    public ScapEventWriter begin(long time, long tid, int type) {
        return begin(time, tid, type, table.event(type).params().size());
    }

    /** Begins an event as an older writer would have, with fewer parameters than the table has. */
    public ScapEventWriter begin(long time, long tid, int type, int paramCount) {
        info = table.event(type);
        if (paramCount < 0 || paramCount > info.params().size()) {
            throw new IllegalArgumentException(
                    info.codeName()
                            + " has "
                            + info.params().size()
                            + " parameters, asked for "
                            + paramCount);
        }
        this.paramCount = paramCount;
        written = 0;
        buffer.clear();
        buffer.putLong(time).putLong(tid).putInt(0).putShort((short) type).putInt(paramCount);
        buffer.position(EventLayout.firstParam(paramCount, EventLayout.paramLengthWidth(info)));
        return this;
    }

    /** Writes the next parameter, an integer, in the width of its type. */
    public ScapEventWriter putLong(long value) {
        ParamInfo param = nextParam();
        int width = param.type().width();
        reserve(Long.BYTES);
        int start = buffer.position();
        switch (width) {
            case 1 -> buffer.put((byte) value);
            case 2 -> buffer.putShort((short) value);
            case 4 -> buffer.putInt((int) value);
            case 8 -> buffer.putLong(value);
            default ->
                    throw new IllegalArgumentException(
                            "parameter "
                                    + param.name()
                                    + " of "
                                    + info.codeName()
                                    + " is no integer: "
                                    + param.type());
        }
        return endParam(start);
    }

    /** Writes the next parameter as text with its closing zero byte. */
    public ScapEventWriter putText(String text) {
        return putBytes((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the next parameter as it is. */
    public ScapEventWriter putBytes(byte... bytes) {
        return putBytes(bytes, 0, bytes.length);
    }

    /** Writes the next parameter as it is. */
    public ScapEventWriter putBytes(byte[] array, int offset, int length) {
        nextParam();
        reserve(length);
        int start = buffer.position();
        buffer.put(array, offset, length);
        return endParam(start);
    }

    /** Leaves the next parameter without a value. */
    public ScapEventWriter putEmpty() {
        nextParam();
        return endParam(buffer.position());
    }

    /** Closes the event and lends it, from position 0 to the limit, until the next begin. */
    public ByteBuffer end() {
        if (written != paramCount) {
            throw new IllegalStateException(
                    info.codeName()
                            + " has "
                            + paramCount
                            + " parameters, written were "
                            + written);
        }
        int length = buffer.position();
        buffer.putInt(EventLayout.LENGTH, length);
        return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    private ParamInfo nextParam() {
        if (written == paramCount) {
            throw new IllegalStateException(
                    info.codeName() + " has only " + paramCount + " parameters");
        }
        return info.params().get(written);
    }

    private ScapEventWriter endParam(int start) {
        int count = buffer.position() - start;
        int width = EventLayout.paramLengthWidth(info);
        int at = EventLayout.HEADER_LENGTH + written * width;
        if (width == 4) {
            buffer.putInt(at, count);
        } else if (count <= 0xffff) {
            buffer.putShort(at, (short) count);
        } else {
            throw new IllegalArgumentException(
                    "parameter "
                            + info.params().get(written).name()
                            + " of "
                            + info.codeName()
                            + " takes at most 65535 bytes, got "
                            + count);
        }
        written++;
        return this;
    }

    private void reserve(int count) {
        if (buffer.remaining() < count) {
            int needed = Math.max(buffer.capacity() * 2, buffer.position() + count);
            int position = buffer.position();
            buffer =
                    ByteBuffer.wrap(Arrays.copyOf(buffer.array(), needed))
                            .order(ByteOrder.LITTLE_ENDIAN);
            buffer.position(position);
        }
    }
}
