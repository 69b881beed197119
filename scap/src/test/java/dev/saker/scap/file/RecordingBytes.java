// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Recordings made byte by byte. */
final class RecordingBytes {
    private static final int CLOSE_EXIT =
            EventTable.get().byCodeName("PPME_SYSCALL_CLOSE_X").code();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RecordingBytes() {
        ByteBuffer header = content(16);
        header.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 2).putLong(-1);
        block(BlockTypes.SECTION_HEADER, header.array());
    }

    RecordingBytes block(int kind, byte... content) {
        int length = content.length + 12;
        bytes.writeBytes(content(8).putInt(kind).putInt(length).array());
        bytes.writeBytes(content);
        bytes.writeBytes(content(4).putInt(length).array());
        return this;
    }

    /** A close of the given thread, succeeded. */
    RecordingBytes close(long tid) {
        ByteBuffer event =
                new ScapEventWriter().begin(1, tid, CLOSE_EXIT).putLong(0).putLong(3).end();
        ByteBuffer content = content(2 + event.limit());
        content.putShort((short) 1).put(event);
        return block(BlockTypes.EVENT_2, content.array());
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }

    static ByteBuffer content(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
