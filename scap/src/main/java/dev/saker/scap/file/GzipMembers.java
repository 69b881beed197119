// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What is packed in a gzip stream (RFC 1952), in all of its members, one behind the other. Java's
 * own stream takes for the end a pipe that has nothing ready between two members, and a member that
 * begins wrongly, and says so of neither.
 */
final class GzipMembers extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECK = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;

    /** Nobody knows what follows a header with one of these. */
    private static final int RESERVED = 0xe0;

    /** Modification time, hints and operating system. */
    private static final int SKIPPED = 6;

    private final InputStream packed;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private boolean ended;

    /**
     * @param packed closed with this stream
     * @throws IOException if it does not begin as a gzip stream
     */
    GzipMembers(InputStream packed) throws IOException {
        this.packed = packed;
        beginMember(next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                sum.update(into, offset, count);
                return count;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                endMember();
            } else if (inflater.needsInput()) {
                fill();
                inflater.setInput(buffer, at, end - at);
            } else {
                throw new ZipException("a dictionary is asked for");
            }
        }
        return length > 0 ? -1 : 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }

    private int inflate(byte[] into, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException damaged) {
            ZipException exception = new ZipException("no data as deflate packs them");
            exception.initCause(damaged);
            throw exception;
        }
    }

    private void endMember() throws IOException {
        if (number() != sum.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the check sum is another");
        }
        int next = nextOrEnd();
        while (next == 0) {
            next = nextOrEnd(); // filled up, as on tapes
        }
        if (next < 0) {
            ended = true;
            return;
        }
        inflater.reset();
        beginMember(next);
    }

    private void beginMember(int first) throws IOException {
        sum.reset();
        sum.update(first);
        if (first != MAGIC_1 || header() != MAGIC_2 || header() != DEFLATE) {
            throw new ZipException("no member of a gzip stream");
        }
        int flags = header();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("a member of a kind that is not known");
        }
        skip(SKIPPED);
        if ((flags & EXTRA) != 0) {
            skip(header() | header() << Byte.SIZE);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        long check = sum.getValue() & 0xffff;
        if ((flags & HEADER_CHECK) != 0 && check != (next() | next() << Byte.SIZE)) {
            throw new ZipException("the check sum of a header is another");
        }
        sum.reset();
        inflater.setInput(buffer, at, end - at);
    }

    /** The next byte of a header, which has a check sum of its own. */
    private int header() throws IOException {
        int next = next();
        sum.update(next);
        return next;
    }

    private void skip(int count) throws IOException {
        for (int skipped = 0; skipped < count; skipped++) {
            header();
        }
    }

    private void skipText() throws IOException {
        int letter = header();
        while (letter != 0) {
            letter = header();
        }
    }

    private long number() throws IOException {
        int low = next() | next() << Byte.SIZE;
        return low | (long) (next() | next() << Byte.SIZE) << Short.SIZE;
    }

    private int next() throws IOException {
        int next = nextOrEnd();
        if (next < 0) {
            throw new EOFException("it ends in the midst of a member");
        }
        return next;
    }

    private int nextOrEnd() throws IOException {
        if (at == end && !refill()) {
            return -1;
        }
        return Byte.toUnsignedInt(buffer[at++]);
    }

    private void fill() throws IOException {
        if (!refill()) {
            throw new EOFException("it ends in the midst of a member");
        }
    }

    private boolean refill() throws IOException {
        at = 0;
        end = Math.max(0, packed.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
