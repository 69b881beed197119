// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Growing bytes for text that is rendered again and again: {@link #clear} keeps the array, so that
 * a warm sink allocates nothing. {@link #array} changes when the sink grows: ask for it last.
 */
public final class ByteSink {
    private static final String LOWER_DIGITS = "0123456789abcdef";
    private static final String UPPER_DIGITS = "0123456789ABCDEF";

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int length;

    public ByteSink() {
        this(256);
    }

    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public ByteSink clear() {
        length = 0;
        return this;
    }

    /** Forgets what was appended after the sink had this length. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException(
                    "cannot truncate " + length + " bytes to " + newLength);
        }
        length = newLength;
    }

    public void append(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Appends the four bytes of a number, lowest first. */
    public void appendInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /** Appends the eight bytes of a number, lowest first. */
    public void appendLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Appends ASCII. */
    public void append(String ascii) {
        int count = ascii.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    /** Appends a signed decimal number. */
    public void appendDecimal(long value) {
        if (value < 0) {
            append((byte) '-');
        }
        appendDigits(value);
    }

    /** Appends the 64 bits as lower-case hexadecimal digits without leading zeros. */
    public void appendHex(long bits) {
        appendBits(bits, 4, LOWER_DIGITS);
    }

    /** Appends the 64 bits as upper-case hexadecimal digits without leading zeros. */
    public void appendUpperHex(long bits) {
        appendBits(bits, 4, UPPER_DIGITS);
    }

    /** Appends the 64 bits as octal digits without leading zeros. */
    public void appendOctal(long bits) {
        appendBits(bits, 3, LOWER_DIGITS);
    }

    private void appendBits(long bits, int bitsPerDigit, String digits) {
        int highest = Math.max(0, 63 - Long.numberOfLeadingZeros(bits));
        int mask = (1 << bitsPerDigit) - 1;
        for (int shift = highest - highest % bitsPerDigit; shift >= 0; shift -= bitsPerDigit) {
            append((byte) digits.charAt((int) (bits >>> shift) & mask));
        }
    }

    /** Appends an unsigned number with leading zeros up to {@code width} digits. */
    public void appendPadded(long value, int width) {
        int start = length;
        appendDigits(value);
        int missing = width - (length - start);
        if (missing > 0) {
            reserve(missing);
            System.arraycopy(bytes, start, bytes, start + missing, length - start);
            Arrays.fill(bytes, start, start + missing, (byte) '0');
            length += missing;
        }
    }

    // Works on the negative side, where the magnitude of Long.MIN_VALUE fits.
    private void appendDigits(long value) {
        long rest = value < 0 ? value : -value;
        int digits = 1;
        for (long probe = rest / 10; probe != 0; probe /= 10) {
            digits++;
        }
        reserve(digits);
        length += digits;
        int at = length;
        for (int i = 0; i < digits; i++) {
            bytes[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    /** The bytes as text; for messages and tests. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
