// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps over Avro's variable-length values from position to position, eight bytes at a time where
 * it can. For walks that must be fast and may give up: where anything is odd the answer is {@link
 * #ODD}, which every step passes on, and {@link AvroInput} says what is wrong.
 */
final class Varints {
    /** No position. */
    static final int ODD = -1;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LAST_BYTES = 0x8080808080808080L;

    /** Bytes of the longest number. */
    static final int LONGEST = 10;

    /** Bytes of a length that is believed here: up to 1 MiB. */
    private static final int LONGEST_LENGTH = 3;

    private Varints() {}

    /** The position after a number. */
    static int skip(byte[] array, int at, int end) {
        int position = at;
        while (position >= 0 && position < end) {
            if (array[position++] >= 0) {
                return position;
            }
        }
        return ODD;
    }

    /** The position after this many numbers. */
    static int skip(byte[] array, int at, int end, int count) {
        int position = at;
        int left = count;
        if (position < 0) {
            return ODD;
        }
        while (position + Long.BYTES <= end) {
            long last = ~(long) LONGS.get(array, position) & LAST_BYTES;
            int numbers = Long.bitCount(last);
            if (numbers >= left) {
                for (; left > 1; left--) {
                    last &= last - 1;
                }
                return position + (Long.numberOfTrailingZeros(last) >> 3) + 1;
            }
            left -= numbers;
            position += Long.BYTES;
        }
        for (; left > 0; left--) {
            position = skip(array, position, end);
        }
        return position;
    }

    /**
     * How many bytes a number has of which two at least are there, and with them all that it may
     * have; more than {@link #LONGEST} if it is none. For walks that have seen to it that the array
     * goes on.
     */
    static int length(byte[] array, int at) {
        long last = ~(long) LONGS.get(array, at) & LAST_BYTES;
        if (last != 0) {
            return (Long.numberOfTrailingZeros(last) >>> 3) + 1;
        }
        return array[at + 8] >= 0 ? 9 : array[at + 9] >= 0 ? LONGEST : LONGEST + 1;
    }

    /**
     * A number of up to eight bytes, where eight are there: without a look at one after another.
     */
    static long shortValue(byte[] array, int at, int length) {
        long bits = (long) LONGS.get(array, at) & -1L >>> Long.SIZE - (length << 3);
        bits = bits & 0x007f007f007f007fL | (bits & 0x7f007f007f007f00L) >>> 1;
        bits = bits & 0x00003fff00003fffL | (bits & 0x3fff00003fff0000L) >>> 2;
        bits = bits & 0x000000000fffffffL | (bits & 0x0fffffff00000000L) >>> 4;
        return bits >>> 1 ^ -(bits & 1);
    }

    /** The number from here to a position that {@link #skip} gave. */
    static long value(byte[] array, int start, int after) {
        long value = 0;
        for (int at = after - 1; at >= start; at--) {
            value = value << 7 | array[at] & 0x7F;
        }
        return value >>> 1 ^ -(value & 1);
    }

    /** The position after a length and the bytes it tells of. */
    static int skipBytes(byte[] array, int at, int end) {
        if (at < 0 || at >= end) {
            return ODD;
        }
        int first = array[at];
        if (first >= 0) { // of less than 64 bytes, as nearly all are
            int after = at + 1 + (first >>> 1);
            return (first & 1) == 0 && after <= end ? after : ODD;
        }
        return skipManyBytes(array, at, end);
    }

    private static int skipManyBytes(byte[] array, int at, int end) {
        int start = skip(array, at, end);
        if (start < 0 || start - at > LONGEST_LENGTH) {
            return ODD;
        }
        long length = value(array, at, start);
        return length >= 0 && length <= end - start ? start + (int) length : ODD;
    }

    /** The branch of a union of null and something else: 0 or 1; else odd. */
    static int branch(byte[] array, int at, int end) {
        if (at < 0 || at >= end) {
            return ODD;
        }
        return array[at] == 0 ? 0 : array[at] == 2 ? 1 : ODD;
    }
}
