// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;

/**
 * A list of byte strings in the form the kernel gives it: one after the other, each ended by a NUL.
 * Arguments, environments and control groups are such lists. Immutable.
 */
public final class StringList {
    public static final StringList EMPTY = new StringList(ByteStrings.EMPTY);

    private final byte[] bytes;
    private final int[] starts;

    /** Takes the array over: nobody may write to it afterwards. A missing last NUL is forgiven. */
    public StringList(byte[] bytes) {
        this.bytes = bytes;
        this.starts = starts(bytes);
    }

    public static StringList of(String... items) {
        if (items.length == 0) {
            return EMPTY;
        }
        return new StringList((String.join("\0", items) + '\0').getBytes(StandardCharsets.UTF_8));
    }

    public int count() {
        return starts.length;
    }

    public void item(int index, Slice into) {
        int start = starts[index];
        int end = index + 1 < starts.length ? starts[index + 1] - 1 : endOfLast();
        into.set(bytes, start, end - start);
    }

    /** The list in the kernel's form. */
    byte[] bytes() {
        return bytes;
    }

    private int endOfLast() {
        int last = bytes.length - 1;
        return bytes[last] == 0 ? last : bytes.length;
    }

    private static int[] starts(byte[] bytes) {
        int count = 0;
        for (int at = 0; at < bytes.length; at = afterNul(bytes, at)) {
            count++;
        }
        int[] starts = new int[count];
        int index = 0;
        for (int at = 0; at < bytes.length; at = afterNul(bytes, at)) {
            starts[index++] = at;
        }
        return starts;
    }

    private static int afterNul(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
