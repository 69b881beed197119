// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record in a segment, big endian: length of the payload (u32), CRC-32C over that length and the
 * payload (u32), payload. A segment is a header of eight bytes and records without gaps.
 */
final class RecordFormat {
    /** Name and version of the format. */
    static final long SEGMENT_HEADER = 0x53414B_53504C_3031L; // "SAKSPL01"

    static final int SEGMENT_HEADER_BYTES = Long.BYTES;
    static final int HEADER_BYTES = 2 * Integer.BYTES;

    /** Beyond what Kafka takes in one record by a wide margin: a longer one is damage. */
    static final int MAX_PAYLOAD = 64 << 20;

    private static final int INT_BYTES = Integer.BYTES;

    private final CRC32C crc = new CRC32C();
    private final byte[] lengthBytes = new byte[INT_BYTES];

    void put(ByteBuffer into, byte[] payload, int length) {
        into.putInt(length).putInt(checksum(payload, 0, length)).put(payload, 0, length);
    }

    int checksum(byte[] array, int offset, int length) {
        ByteBuffer.wrap(lengthBytes).putInt(length);
        crc.reset();
        crc.update(lengthBytes, 0, INT_BYTES);
        crc.update(array, offset, length);
        return (int) crc.getValue();
    }
}
