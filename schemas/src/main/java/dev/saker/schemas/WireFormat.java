// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Confluent's framing: a zero byte, the schema's id as four bytes big endian, then the Avro body.
 * Any registry that speaks Confluent's API, and any client of it, can read our topics.
 */
public final class WireFormat {
    public static final int HEADER_LENGTH = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** A new array with the header before the body. */
    public static byte[] frame(int schemaId, byte[] body) {
        byte[] framed = new byte[HEADER_LENGTH + body.length];
        framed[0] = MAGIC;
        for (int i = 1; i < HEADER_LENGTH; i++) {
            framed[i] = (byte) (schemaId >>> (Integer.SIZE - Byte.SIZE * i));
        }
        System.arraycopy(body, 0, framed, HEADER_LENGTH, body.length);
        return framed;
    }

    static void putHeader(AvroOutput out, int schemaId) {
        out.putByte(MAGIC);
        out.putIntBigEndian(schemaId);
    }

    /** The schema id of a framed record; the body begins {@link #HEADER_LENGTH} bytes later. */
    public static int schemaId(byte[] framed) {
        return schemaId(framed, 0, framed.length);
    }

    public static int schemaId(byte[] array, int offset, int length) {
        if (length < HEADER_LENGTH) {
            throw new MalformedEventException(
                    length + " bytes, shorter than the header of " + HEADER_LENGTH, offset);
        }
        if (array[offset] != MAGIC) {
            throw new MalformedEventException("first byte " + array[offset] + ", not 0", offset);
        }
        int id = 0;
        for (int i = 1; i < HEADER_LENGTH; i++) {
            id = id << Byte.SIZE | array[offset + i] & 0xFF;
        }
        return id;
    }
}
