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
