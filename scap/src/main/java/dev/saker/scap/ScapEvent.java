// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A view of one event where it lies: in the kernel's ring, in a file's block. {@link #wrap} checks
 * the whole frame once, so that the accessors cannot read past it; the bytes stay the lender's, and
 * the view is good only as long as they are. Not thread-safe.
 */
public final class ScapEvent {
    private final EventTable table;
    private final int[] paramOffsets = new int[EventLayout.MAX_PARAMS + 1];
    private ByteBuffer buffer;
    private int offset;
    private int length;
    private int paramCount;
    private EventInfo info;

    public ScapEvent() {
        this(EventTable.get());
    }

    public ScapEvent(EventTable table) {
        this.table = table;
    }

    /**
     * Looks at the event that starts at {@code offset} and ends before the buffer's limit.
     *
     * @throws ScapFormatException if these bytes are not an event of the table
     */
    public ScapEvent wrap(ByteBuffer buffer, int offset) {
        if (buffer.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("events are little endian, the buffer is not");
        }
        info = null;
        int available = offset < 0 ? -1 : buffer.limit() - offset;
        if (available < EventLayout.HEADER_LENGTH) {
            throw malformed(offset, "needs 26 bytes of header, has " + available);
        }
        this.buffer = buffer;
        this.offset = offset;
        length = buffer.getInt(offset + EventLayout.LENGTH);
        if (length < EventLayout.HEADER_LENGTH || length > available) {
            throw malformed(
                    offset, "says its length is " + length + ", there are " + available + " bytes");
        }
        EventInfo found =
                table.event(Short.toUnsignedInt(buffer.getShort(offset + EventLayout.TYPE)));
        paramCount = buffer.getInt(offset + EventLayout.PARAM_COUNT);
        if (paramCount < 0 || paramCount > found.params().size()) {
            throw malformed(
                    offset,
                    found.codeName()
                            + " says it has "
                            + paramCount
                            + " parameters, it has "
                            + found.params().size());
        }
        locateParams(found);
        info = found;
        return this;
    }

    private void locateParams(EventInfo found) {
        int lengthWidth = EventLayout.paramLengthWidth(found);
        long at = EventLayout.firstParam(paramCount, lengthWidth);
        int lengths = offset + EventLayout.HEADER_LENGTH;
        for (int i = 0; i <= paramCount; i++) {
            if (at > length) {
                throw malformed(
                        offset,
                        found.codeName()
                                + " is "
                                + length
                                + " bytes long, parameter "
                                + i
                                + " would start at "
                                + at);
            }
            paramOffsets[i] = (int) at;
            if (i < paramCount) {
                at +=
                        lengthWidth == 2
                                ? Short.toUnsignedInt(buffer.getShort(lengths + 2 * i))
                                : Integer.toUnsignedLong(buffer.getInt(lengths + 4 * i));
            }
        }
    }

    private static ScapFormatException malformed(int offset, String what) {
        return new ScapFormatException("malformed event at " + offset + ": " + what);
    }

    /** Event time, nanoseconds since the epoch. */
    public long time() {
        return buffer.getLong(offset + EventLayout.TIME);
    }

    public long tid() {
        return buffer.getLong(offset + EventLayout.TID);
    }

    /** Length of the whole event, its header included. */
    public int length() {
        return length;
    }

    public int type() {
        return info.code();
    }

    public EventInfo info() {
        return info;
    }

    public int paramCount() {
        return paramCount;
    }

    /** Whether the parameter has no value; those beyond {@link #paramCount} have none. */
    public boolean isEmpty(int index) {
        return paramLength(index) == 0;
    }

    /** Position in the buffer. */
    public int paramOffset(int index) {
        return offset + paramOffsets[Math.min(index, paramCount)];
    }

    public int paramLength(int index) {
        return index >= paramCount ? 0 : paramOffsets[index + 1] - paramOffsets[index];
    }

    /**
     * The value of an integer parameter, read as its type says.
     *
     * @throws ScapFormatException if the parameter is not an integer, is empty or has another size
     */
    public long longParam(int index) {
        ParamInfo param = info.params().get(index);
        int width = param.type().width();
        if (width == 0 || paramLength(index) != width) {
            throw new ScapFormatException(
                    "parameter "
                            + param.name()
                            + " of "
                            + info.codeName()
                            + " is not a number: "
                            + param.type()
                            + " of "
                            + paramLength(index)
                            + " bytes");
        }
        return readLong(param.type(), paramOffset(index));
    }

    /** The value of an integer parameter, or {@code ifEmpty}. */
    public long longParam(int index, long ifEmpty) {
        return isEmpty(index) ? ifEmpty : longParam(index);
    }

    private long readLong(ParamType type, int at) {
        boolean signed = type.isSigned();
        return switch (type.width()) {
            case 1 -> signed ? buffer.get(at) : Byte.toUnsignedLong(buffer.get(at));
            case 2 -> signed ? buffer.getShort(at) : Short.toUnsignedLong(buffer.getShort(at));
            case 4 -> signed ? buffer.getInt(at) : Integer.toUnsignedLong(buffer.getInt(at));
            default -> buffer.getLong(at);
        };
    }

    /** The bytes of the whole event, of their own. */
    public byte[] copy() {
        byte[] bytes = new byte[length];
        buffer.get(offset, bytes);
        return bytes;
    }

    /** Copies a parameter's bytes to {@code into} from position {@code at} on; returns how many. */
    public int copyParam(int index, byte[] into, int at) {
        int count = paramLength(index);
        buffer.get(paramOffset(index), into, at, count);
        return count;
    }
}
