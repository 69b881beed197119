// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/**
 * Texts of one record's parameters that are not in its bytes in one piece. Each is put together
 * once per record, so slices of it stay good as long as the record does.
 */
final class ComposedTexts {
    // A path is at most 4 KiB and an event at most 64 KiB. A record that claims more is made up: it
    // names its file in each of thousands of parameters.
    private static final int LIMIT = 1 << 16;
    private static final int FIRST_CAPACITY = 512;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int known;

    void forget() {
        length = 0;
        known = 0;
    }

    /** Sets the slice to the text of this parameter: what the slice holds, then the tail. */
    void compose(int arg, Slice into, Slice tail, AvroInput in) {
        while (known <= arg) {
            extend();
        }
        if (ends[arg] == 0) {
            if (into.length() + tail.length() > LIMIT - length) {
                throw in.malformed("texts of more than " + LIMIT + " bytes");
            }
            starts[arg] = length;
            append(into);
            append(tail);
            ends[arg] = length;
        }
        into.set(bytes, starts[arg], ends[arg] - starts[arg]);
    }

    private void extend() {
        if (known == starts.length) {
            starts = Arrays.copyOf(starts, known * 2);
            ends = Arrays.copyOf(ends, known * 2);
        }
        ends[known++] = 0;
    }

    private void append(Slice slice) {
        if (bytes.length - length < slice.length()) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + slice.length()));
        }
        System.arraycopy(slice.array(), slice.offset(), bytes, length, slice.length());
        length += slice.length();
    }
}
