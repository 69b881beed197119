// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Where an event stands among what its collector published, read from the end of its record without
 * a look at the rest: run and position are the last two fields, and so is a number before them, and
 * in Avro's encoding only the last byte of a number has its high bit clear.
 */
public final class PublishPosition {
    private static final int MAX_BYTES = 10;

    private byte[] array = {};
    private int first;
    private int end;
    private long run;
    private long sequence;

    /** The collector's start. */
    public long run() {
        return run;
    }

    /** Gap-free over what the run published. */
    public long sequence() {
        return sequence;
    }

    /**
     * @throws MalformedEventException if the record does not end in two numbers
     */
    public PublishPosition read(byte[] record, int offset, int length) {
        array = record;
        first = offset;
        end = offset + length;
        sequence = numberBefore();
        run = numberBefore();
        return this;
    }

    /** The number that ends before {@link #end}, which moves to its start. */
    private long numberBefore() {
        if (end <= first || array[end - 1] < 0) {
            throw malformed();
        }
        int start = end - 1;
        while (start > first && array[start - 1] < 0) {
            start--;
        }
        if (end - start > MAX_BYTES) {
            throw malformed();
        }
        long value = 0;
        for (int at = end - 1; at >= start; at--) {
            value = value << 7 | array[at] & 0x7F;
        }
        end = start;
        return value >>> 1 ^ -(value & 1);
    }

    private MalformedEventException malformed() {
        return new MalformedEventException("it does not end in its publish position", end - first);
    }
}
