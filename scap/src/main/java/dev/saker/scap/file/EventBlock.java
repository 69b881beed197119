// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.EventInfo;
import dev.saker.scap.EventLayout;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapFormatException;
import java.nio.ByteBuffer;

/** Takes an event out of its block: before it stand the CPU and, in some kinds, flags. */
final class EventBlock {
    private static final int CPU = Short.BYTES;
    private static final int FLAGS = Integer.BYTES;

    private final EventTable table = EventTable.get();
    private final int types = table.size();
    private final OldHeader oldHeader = new OldHeader();
    private final RecordingCounts counts;

    EventBlock(RecordingCounts counts) {
        this.counts = counts;
    }

    /** Whether a block holds an event with today's header: nearly all of a recording is such. */
    static boolean isOfToday(int kind) {
        return kind == BlockTypes.EVENT_2
                || kind == BlockTypes.EVENT_2_WITH_FLAGS
                || kind == BlockTypes.LARGE_EVENT
                || kind == BlockTypes.LARGE_EVENT_WITH_FLAGS;
    }

    /** Of a block with today's header. */
    static boolean hasFlags(int kind) {
        return kind == BlockTypes.EVENT_2_WITH_FLAGS || kind == BlockTypes.LARGE_EVENT_WITH_FLAGS;
    }

    /**
     * Hands on the event of a block with today's header that lies in the window, header first: as
     * {@link #read}, for nearly all of a recording.
     *
     * @param length of its content
     */
    void readOfToday(BlockInput input, int length, boolean hasFlags, RecordingHandler handler) {
        int skipped = hasFlags ? CPU + FLAGS : CPU;
        int available = length - skipped;
        int event = RecordingReader.BLOCK_HEADER + skipped;
        if (available < EventLayout.HEADER_LENGTH) {
            throw new ScapFormatException(
                    "an event's block has room for " + available + " bytes only");
        }
        // Type and number of parameters lie side by side.
        int type = input.i32(event + EventLayout.TYPE) & 0xffff;
        if (type >= types) {
            counts.countUnknownEvent();
            return;
        }
        counts.countEvent();
        int eventLength = input.i32(event + EventLayout.LENGTH);
        checkLength(eventLength, available);
        int cpu = input.i32(RecordingReader.BLOCK_HEADER) & 0xffff;
        int flags = hasFlags ? input.i32(RecordingReader.BLOCK_HEADER + CPU) : 0;
        handler.onEvent(input.buffer(), input.position() + event, eventLength, cpu, flags);
    }

    private static void checkLength(int eventLength, int available) {
        if (eventLength < EventLayout.HEADER_LENGTH || eventLength > available) {
            throw new ScapFormatException(
                    "an event says it is " + eventLength + " bytes long, there are " + available);
        }
    }

    void read(
            ByteBuffer buffer,
            int offset,
            int length,
            boolean hasFlags,
            boolean hasParamCount,
            RecordingHandler handler) {
        int skipped = hasFlags ? CPU + FLAGS : CPU;
        int available = length - skipped;
        int headerLength = hasParamCount ? EventLayout.HEADER_LENGTH : OldHeader.LENGTH;
        if (available < headerLength) {
            throw new ScapFormatException(
                    "an event's block has room for " + available + " bytes only");
        }
        int cpu = Short.toUnsignedInt(buffer.getShort(offset));
        int flags = hasFlags ? buffer.getInt(offset + CPU) : 0;
        int event = offset + skipped;
        int type = Short.toUnsignedInt(buffer.getShort(event + EventLayout.TYPE));
        if (type >= table.size()) {
            counts.countUnknownEvent();
            return;
        }
        counts.countEvent();
        if (hasParamCount) {
            int eventLength = buffer.getInt(event + EventLayout.LENGTH);
            checkLength(eventLength, available);
            handler.onEvent(buffer, event, eventLength, cpu, flags);
        } else {
            EventInfo info = table.event(type);
            ByteBuffer converted = oldHeader.convert(buffer, event, available, info);
            handler.onEvent(converted, 0, converted.limit(), cpu, flags);
        }
    }
}
