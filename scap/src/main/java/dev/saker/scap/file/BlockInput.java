// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window that moves over a stream. It grows to hold the longest block, and only as bytes really
 * come: a length in a damaged file costs nothing.
 */
final class BlockInput implements Closeable {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INITIAL = 1 << 16;

    private final InputStream stream;
    private byte[] array = new byte[INITIAL];
    private ByteBuffer buffer = view();
    private int start;
    private int end;

    /** Where in the stream the window begins. */
    private long base;

    BlockInput(InputStream stream) {
        this.stream = stream;
    }

    /** How many bytes of the stream were passed by. */
    long offset() {
        return base + start;
    }

    /** The window; what is at {@link #position} on is what comes next. */
    ByteBuffer buffer() {
        return buffer;
    }

    int position() {
        return start;
    }

    /** How many bytes are in the window. */
    int held() {
        return end - start;
    }

    /** A number so many bytes from what comes next; it must be in the window. */
    int i32(int at) {
        return (int) INTS.get(array, start + at);
    }

    /** Brings up to so many bytes into the window; tells how many of them there are. */
    int require(int count) throws IOException {
        if (end - start >= count) {
            return count;
        }
        if (start > 0) {
            System.arraycopy(array, start, array, 0, end - start);
            end -= start;
            base += start;
            start = 0;
        }
        while (end < count) {
            if (end == array.length) {
                array = Arrays.copyOf(array, (int) Math.min(2L * end, count));
                buffer = view();
            }
            int read = stream.read(array, end, array.length - end);
            if (read < 0) {
                break;
            }
            end += read;
        }
        return Math.min(end, count);
    }

    /** Passes by bytes that are in the window. */
    void advance(int count) {
        start += count;
    }

    /** Passes by so many bytes; tells how many of them there were. */
    long skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            int step = require((int) Math.min(left, INITIAL));
            if (step == 0) {
                break;
            }
            advance(step);
            left -= step;
        }
        return count - left;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
}
