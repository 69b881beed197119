// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.ScapFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Reads a recording from its beginning to its end, in memory that does not grow with its length. A
 * recording is a sequence of blocks: u32 kind, u32 length of the whole block, content, the length
 * again. Blocks of unknown kinds and events of unknown types are passed over and counted.
 *
 * <p>Only little-endian recordings are read: no machine that Falco runs on writes others.
 */
public final class RecordingReader implements Closeable {
    static final int BLOCK_HEADER = 8;
    private static final int BLOCK_TRAILER = 4;
    private static final int SECTION_HEADER = 16;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int MAJOR_VERSION = 1;
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final String DAMAGED_GZIP = "the gzip stream is damaged or cut off";

    /** pcapng has the same header; what then tells of a network card begins a file of packets. */
    private static final int PACKETS_INTERFACE = 1;

    /** No block that is read as a whole can be longer: a list of all threads with their texts. */
    private static final int LONGEST_BLOCK = 1 << 30;

    private final BlockInput input;
    private final RecordingCounts counts = new RecordingCounts();
    private final BlockFields fields = new BlockFields();
    private final EventBlock events = new EventBlock(counts);
    private boolean begun;
    private boolean holdsPackets;
    private boolean holdsMore;

    /**
     * @param recording plain or gzip; closed with the reader
     */
    public RecordingReader(InputStream recording) throws IOException {
        this.input = new BlockInput(unpacked(recording));
    }

    public static RecordingReader open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            return new RecordingReader(stream);
        } catch (IOException unreadable) {
            stream.close();
            throw unreadable;
        }
    }

    /** What was read so far. */
    public RecordingCounts counts() {
        return counts;
    }

    /** Reads everything that is left. */
    public void readAll(RecordingHandler handler) throws IOException {
        boolean more = true;
        while (more) {
            more = next(handler);
            readHeld(handler);
        }
    }

    /** Reads what lies in the window and is an event of today, up to the first that is not. */
    private void readHeld(RecordingHandler handler) throws RecordingException {
        try {
            boolean more = begun;
            while (more) {
                more = readHeldEvent(handler);
            }
        } catch (ScapFormatException malformed) {
            throw new RecordingException(input.offset(), malformed.getMessage(), malformed);
        }
    }

    /**
     * Reads the next block. False at the end.
     *
     * @throws RecordingException if the recording is damaged here; it cannot be read on
     */
    public boolean next(RecordingHandler handler) throws IOException {
        try {
            return readBlock(handler);
        } catch (ScapFormatException malformed) {
            throw new RecordingException(input.offset(), malformed.getMessage(), malformed);
        } catch (EOFException | ZipException damaged) {
            throw new RecordingException(input.offset(), DAMAGED_GZIP, damaged);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private boolean readBlock(RecordingHandler handler) throws IOException {
        return begun && readHeldEvent(handler) || readAnyBlock(handler);
    }

    /** Whether the next block lies in the window and is an event of today; if so it was read. */
    private boolean readHeldEvent(RecordingHandler handler) {
        if (input.held() < BLOCK_HEADER) {
            return false;
        }
        int kind = input.i32(0);
        int length = input.i32(Integer.BYTES);
        if (!EventBlock.isOfToday(kind) || !isHeld(length)) {
            return false;
        }
        events.readOfToday(
                input, length - BLOCK_HEADER - BLOCK_TRAILER, EventBlock.hasFlags(kind), handler);
        input.advance(length);
        return true;
    }

    /** Whether a block lies in the window from its first to its last length, and these agree. */
    private boolean isHeld(int length) {
        return length >= BLOCK_HEADER + BLOCK_TRAILER
                && length <= input.held()
                && input.i32(length - BLOCK_TRAILER) == length;
    }

    private boolean readAnyBlock(RecordingHandler handler) throws IOException {
        int available = input.require(BLOCK_HEADER);
        if (available == 0 && begun) {
            if (holdsPackets && !holdsMore) {
                throw new RecordingException(
                        0, "not a recording: it holds packets of a network (pcapng)");
            }
            return false;
        }
        if (available < BLOCK_HEADER) {
            String what = begun || available > 0 ? cutOff() : "not a recording: it is empty";
            throw new RecordingException(input.offset(), what);
        }
        int kind = input.buffer().getInt(input.position());
        long length =
                Integer.toUnsignedLong(input.buffer().getInt(input.position() + Integer.BYTES));
        if (!begun && kind != BlockTypes.SECTION_HEADER) {
            throw new RecordingException(
                    input.offset(), "not a recording: it does not begin as .scap files do");
        }
        if (kind == BlockTypes.SECTION_HEADER) {
            refuseOtherByteOrder();
        }
        if (length < BLOCK_HEADER + BLOCK_TRAILER) {
            throw new RecordingException(
                    input.offset(), "a block says it is " + length + " bytes long");
        }
        if (!isKnown(kind)) {
            holdsPackets |= kind == PACKETS_INTERFACE;
            skip(length);
            return true;
        }
        holdsMore |= kind != BlockTypes.SECTION_HEADER;
        hold(length);
        int content = input.position() + BLOCK_HEADER;
        int contentLength = (int) length - BLOCK_HEADER - BLOCK_TRAILER;
        int trailer = input.buffer().getInt(content + contentLength);
        if (trailer != (int) length) {
            throw new RecordingException(
                    input.offset(),
                    "a block says it is "
                            + length
                            + " bytes long before and "
                            + Integer.toUnsignedLong(trailer)
                            + " behind its content");
        }
        dispatch(kind, content, contentLength, handler);
        begun = true;
        input.advance((int) length);
        return true;
    }

    /** Looks ahead: the length of such a header is not to be believed. */
    private void refuseOtherByteOrder() throws IOException {
        boolean there = input.require(BLOCK_HEADER + Integer.BYTES) >= BLOCK_HEADER + Integer.BYTES;
        if (there && input.i32(BLOCK_HEADER) == Integer.reverseBytes(BYTE_ORDER)) {
            throw new RecordingException(
                    input.offset(),
                    "the recording is of a big-endian machine; Saker reads little-endian ones");
        }
    }

    private String cutOff() {
        return begun ? "the recording is cut off" : "not a recording: it is too short";
    }

    private void hold(long length) throws IOException {
        if (length > LONGEST_BLOCK) {
            throw new RecordingException(
                    input.offset(), "a block says it is " + length + " bytes long");
        }
        if (input.require((int) length) < length) {
            throw new RecordingException(input.offset(), cutOff());
        }
    }

    private void skip(long length) throws IOException {
        long begin = input.offset();
        if (input.skip(length) < length) {
            throw new RecordingException(begin, cutOff());
        }
        counts.countUnknownBlock();
    }

    private void dispatch(int kind, int at, int length, RecordingHandler handler)
            throws RecordingException {
        ByteBuffer buffer = input.buffer();
        switch (kind) {
            case BlockTypes.EVENT, BlockTypes.OLD_EVENT ->
                    events.read(buffer, at, length, false, false, handler);
            case BlockTypes.EVENT_WITH_FLAGS ->
                    events.read(buffer, at, length, true, false, handler);
            case BlockTypes.EVENT_2,
                    BlockTypes.LARGE_EVENT,
                    BlockTypes.EVENT_2_WITH_FLAGS,
                    BlockTypes.LARGE_EVENT_WITH_FLAGS ->
                    events.read(buffer, at, length, EventBlock.hasFlags(kind), true, handler);
            default -> readLists(kind, fields.over(buffer, at, length), handler);
        }
    }

    private void readLists(int kind, BlockFields block, RecordingHandler handler)
            throws RecordingException {
        switch (kind) {
            case BlockTypes.SECTION_HEADER -> {
                readSectionHeader(block);
                handler.onBegin();
            }
            case BlockTypes.MACHINE, BlockTypes.OLD_MACHINE ->
                    handler.onMachine(Machine.read(block));
            case BlockTypes.INTERFACES, BlockTypes.OLD_INTERFACES ->
                    InterfaceList.read(block, false, handler);
            case BlockTypes.SIZED_INTERFACES -> InterfaceList.read(block, true, handler);
            case BlockTypes.USERS, BlockTypes.OLD_USERS -> UserList.read(block, false, handler);
            case BlockTypes.SIZED_USERS -> UserList.read(block, true, handler);
            case BlockTypes.DESCRIPTORS, BlockTypes.OLD_DESCRIPTORS ->
                    DescriptorList.read(block, false, handler);
            case BlockTypes.SIZED_DESCRIPTORS -> DescriptorList.read(block, true, handler);
            default -> ProcessList.read(block, processListVersion(kind), handler);
        }
    }

    private void readSectionHeader(BlockFields block) throws RecordingException {
        if (block.remaining() < SECTION_HEADER) {
            throw new RecordingException(input.offset(), "the header is too short");
        }
        long magic = block.u32();
        if (magic != BYTE_ORDER) {
            throw new RecordingException(
                    input.offset(), "not a recording: it does not begin as .scap files do");
        }
        int major = block.u16();
        if (major > MAJOR_VERSION) {
            throw new RecordingException(
                    input.offset(),
                    "the recording's format is " + major + "." + block.u16() + ", known is 1.2");
        }
    }

    private static boolean isKnown(int kind) {
        return switch (kind) {
            case BlockTypes.SECTION_HEADER,
                    BlockTypes.MACHINE,
                    BlockTypes.OLD_MACHINE,
                    BlockTypes.DESCRIPTORS,
                    BlockTypes.OLD_DESCRIPTORS,
                    BlockTypes.SIZED_DESCRIPTORS,
                    BlockTypes.EVENT,
                    BlockTypes.OLD_EVENT,
                    BlockTypes.EVENT_WITH_FLAGS,
                    BlockTypes.EVENT_2,
                    BlockTypes.EVENT_2_WITH_FLAGS,
                    BlockTypes.LARGE_EVENT,
                    BlockTypes.LARGE_EVENT_WITH_FLAGS,
                    BlockTypes.INTERFACES,
                    BlockTypes.OLD_INTERFACES,
                    BlockTypes.SIZED_INTERFACES,
                    BlockTypes.USERS,
                    BlockTypes.OLD_USERS,
                    BlockTypes.SIZED_USERS ->
                    true;
            default -> processListVersion(kind) > 0;
        };
    }

    /** 0 for what is no process list. */
    private static int processListVersion(int kind) {
        return switch (kind) {
            case BlockTypes.PROCESSES_1, BlockTypes.OLD_PROCESSES_1 -> 1;
            case BlockTypes.PROCESSES_2, BlockTypes.OLD_PROCESSES_2 -> 2;
            case BlockTypes.PROCESSES_3, BlockTypes.OLD_PROCESSES_3 -> 3;
            case BlockTypes.PROCESSES_4 -> 4;
            case BlockTypes.PROCESSES_5 -> 5;
            case BlockTypes.PROCESSES_6 -> 6;
            case BlockTypes.PROCESSES_7 -> 7;
            case BlockTypes.PROCESSES_8 -> 8;
            case BlockTypes.PROCESSES_9 -> 9;
            default -> 0;
        };
    }

    private static InputStream unpacked(InputStream recording) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(recording, Short.BYTES);
        byte[] magic = peeked.readNBytes(Short.BYTES);
        peeked.unread(magic);
        boolean gzip =
                magic.length == Short.BYTES
                        && (Byte.toUnsignedInt(magic[0]) | Byte.toUnsignedInt(magic[1]) << 8)
                                == GZIP_MAGIC;
        return gzip ? gunzipped(peeked) : peeked;
    }

    /** The stream reads gzip's own header at once. */
    private static InputStream gunzipped(InputStream packed) throws IOException {
        try {
            return new GzipMembers(packed);
        } catch (EOFException | ZipException damaged) {
            throw new RecordingException(0, DAMAGED_GZIP, damaged);
        }
    }
}
