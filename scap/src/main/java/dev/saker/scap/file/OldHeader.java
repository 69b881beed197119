// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.EventInfo;
import dev.saker.scap.ScapFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Events of recordings before 2018 do not say how many parameters they have. Their lengths tell:
 * the number is right for which the parameters end where the event does.
 */
final class OldHeader {
    /** Bytes of the header without the number of parameters. */
    static final int LENGTH = 22;

    private static final int AT_LENGTH = 16;

    /** Two kinds of events were written with a length that is too large by this. */
    private static final int EXCESS = 3;

    private ByteBuffer converted = allocate(1 << 16);

    /** The event with today's header, at position 0 of a buffer that is lent. */
    ByteBuffer convert(ByteBuffer buffer, int offset, int available, EventInfo info) {
        int length = buffer.getInt(offset + AT_LENGTH);
        if (info.codeName().equals("PPME_NOTIFICATION_E")
                || info.codeName().equals("PPME_INFRASTRUCTURE_EVENT_E")) {
            length -= EXCESS;
        }
        if (length < LENGTH || length > available) {
            throw new ScapFormatException(
                    "an event says it is " + length + " bytes long, there are " + available);
        }
        int newLength = length + Integer.BYTES;
        if (converted.capacity() < newLength) {
            converted = allocate(newLength);
        }
        converted.clear();
        converted.put(0, Arrays.copyOfRange(buffer.array(), offset, offset + LENGTH));
        converted.putInt(AT_LENGTH, newLength);
        converted.putInt(LENGTH, paramCount(buffer, offset, length, info));
        converted.put(LENGTH + Integer.BYTES, buffer.array(), offset + LENGTH, length - LENGTH);
        return converted.limit(newLength);
    }

    private static int paramCount(ByteBuffer buffer, int offset, int length, EventInfo info) {
        for (int count = info.params().size(); count >= 0; count--) {
            int end = LENGTH + count * Short.BYTES;
            for (int i = 0; i < count && end <= length; i++) {
                end += Short.toUnsignedInt(buffer.getShort(offset + LENGTH + i * Short.BYTES));
            }
            if (end == length) {
                return count;
            }
        }
        throw new ScapFormatException(
                "the parameters of " + info.codeName() + " do not end where the event does");
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
