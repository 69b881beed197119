// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A view of one event where it lies: in the kernel's ring, in a file's block. {@link #wrap} checks
 * the whole frame once, so that the accessors cannot read past it; the bytes stay the lender's, and
 * the view is good only as long as they are. Not thread-safe.
 */
public final class ScapEvent {
    /**
     * A newer writer may know more parameters than the table; no event ever had a tenth of this.
     */
    private static final int MOST_PARAMS = 1 << 10;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final EventFrames frames;
    private final int[] paramOffsets = new int[EventLayout.MAX_PARAMS + 1];
    private ByteBuffer buffer;

    /** The buffer's own, if it lies on the heap: read without the detour through the buffer. */
    private byte[] array;

    private int arrayOffset;
    private int offset;
    private int length;
    private int paramCount;
    private int code;

    public ScapEvent() {
        this(EventTable.get());
    }

    public ScapEvent(EventTable table) {
        frames = table.frames();
    }

    /**
     * Looks at the event that starts at {@code offset} and ends before the buffer's limit.
     *
     * @throws ScapFormatException if these bytes are not an event of the table
     */
    public ScapEvent wrap(ByteBuffer buffer, int offset) {
        if (this.buffer != buffer) {
            use(buffer);
        }
        int available = offset < 0 ? -1 : buffer.limit() - offset;
        if (available < EventLayout.HEADER_LENGTH) {
            throw malformed(offset, "needs 26 bytes of header, has " + available);
        }
        this.offset = offset;
        paramCount = 0;
        code = u16(offset + EventLayout.TYPE);
        length = i32(offset + EventLayout.LENGTH);
        if (length < EventLayout.HEADER_LENGTH || length > available) {
            throw malformed(
                    offset, "says its length is " + length + ", there are " + available + " bytes");
        }
        if (code >= frames.size()) {
            throw new ScapFormatException(
                    "unknown event code " + code + ", the table has " + frames.size());
        }
        int count = i32(offset + EventLayout.PARAM_COUNT);
        if (count < 0 || count > MOST_PARAMS) {
            throw malformed(
                    offset, frames.info(code).codeName() + " says it has " + count + " parameters");
        }
        int known = Math.min(count, frames.paramCount(code));
        if (frames.hasWideLengths(code)) {
            locateWideParams(count, known);
        } else {
            locateParams(count, known);
        }
        paramCount = known;
        return this;
    }

    private void use(ByteBuffer newBuffer) {
        if (newBuffer.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("events are little endian, the buffer is not");
        }
        buffer = newBuffer;
        array = newBuffer.hasArray() ? newBuffer.array() : null;
        arrayOffset = array == null ? 0 : newBuffer.arrayOffset();
    }

    private void locateParams(int count, int known) {
        int at = EventLayout.firstParam(count, Short.BYTES);
        int lengths = offset + EventLayout.HEADER_LENGTH;
        // 32 lengths of 16 bits fit an int, so one look at the last end will do.
        if (at > length) {
            throw tooLong(0, at);
        }
        for (int i = 0; i < known; i++) {
            paramOffsets[i] = at;
            at += u16(lengths + i * Short.BYTES);
        }
        paramOffsets[known] = at;
        if (at > length) {
            throw tooLong(known, at);
        }
    }

    private void locateWideParams(int count, int known) {
        long at = EventLayout.firstParam(count, Integer.BYTES);
        int lengths = offset + EventLayout.HEADER_LENGTH;
        for (int i = 0; i <= known; i++) {
            if (at > length) {
                throw tooLong(i, at);
            }
            paramOffsets[i] = (int) at;
            if (i < known) {
                at += Integer.toUnsignedLong(i32(lengths + i * Integer.BYTES));
            }
        }
    }

    private ScapFormatException tooLong(int param, long at) {
        String name = frames.info(code).codeName();
        return malformed(
                offset,
                name
                        + " is "
                        + length
                        + " bytes long, parameter "
                        + param
                        + " would start at "
                        + at);
    }

    private static ScapFormatException malformed(int offset, String what) {
        return new ScapFormatException("malformed event at " + offset + ": " + what);
    }

    /** Event time, nanoseconds since the epoch. */
    public long time() {
        return i64(offset + EventLayout.TIME);
    }

    public long tid() {
        return i64(offset + EventLayout.TID);
    }

    /** Length of the whole event, its header included. */
    public int length() {
        return length;
    }

    public int type() {
        return code;
    }

    public EventInfo info() {
        return frames.info(code);
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
        int width = frames.width(code, index);
        int start = paramOffsets[Math.min(index, paramCount)];
        int end = paramOffsets[Math.min(index + 1, paramCount)];
        if (end - start != Math.abs(width)) {
            throw notNumber(index);
        }
        int at = offset + start;
        return switch (width) {
            case Long.BYTES, -Long.BYTES -> i64(at);
            case Integer.BYTES -> Integer.toUnsignedLong(i32(at));
            case -Integer.BYTES -> i32(at);
            case Short.BYTES -> u16(at);
            case -Short.BYTES -> (short) u16(at);
            case Byte.BYTES -> Byte.toUnsignedLong(i8(at));
            case -Byte.BYTES -> i8(at);
            default -> throw notNumber(index);
        };
    }

    private ScapFormatException notNumber(int index) {
        ParamInfo param = info().params().get(index);
        return new ScapFormatException(
                "parameter "
                        + param.name()
                        + " of "
                        + info().codeName()
                        + " is not a number: "
                        + param.type()
                        + " of "
                        + paramLength(index)
                        + " bytes");
    }

    /** The value of an integer parameter, or {@code ifEmpty}. */
    public long longParam(int index, long ifEmpty) {
        return isEmpty(index) ? ifEmpty : longParam(index);
    }

    /**
     * The array that the event lies in, for reading only; null if it lies outside the heap. A
     * parameter is at {@link #arrayOffset}.
     */
    public byte[] array() {
        return array;
    }

    /** Position of a parameter in {@link #array}. */
    public int arrayOffset(int index) {
        return arrayOffset + paramOffset(index);
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

    private byte i8(int at) {
        return array == null ? buffer.get(at) : array[arrayOffset + at];
    }

    private int u16(int at) {
        short value =
                array == null ? buffer.getShort(at) : (short) SHORTS.get(array, arrayOffset + at);
        return Short.toUnsignedInt(value);
    }

    private int i32(int at) {
        return array == null ? buffer.getInt(at) : (int) INTS.get(array, arrayOffset + at);
    }

    private long i64(int at) {
        return array == null ? buffer.getLong(at) : (long) LONGS.get(array, arrayOffset + at);
    }
}
