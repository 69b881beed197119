// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.Arrays;

/**
 * Turns the YAML library's positions, which count code points, into ours, which count characters.
 */
final class CodePoints {

    /** Positions, in code points, of those that take two characters. */
    private final int[] wide;

    CodePoints(String text) {
        int[] found = new int[8];
        int count = 0;
        int position = 0;
        for (int i = 0; i < text.length(); position++) {
            int width = Character.charCount(text.codePointAt(i));
            if (width == 2) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = position;
            }
            i += width;
        }
        this.wide = Arrays.copyOf(found, count);
    }

    int charOffset(int codePoints) {
        int before = Arrays.binarySearch(wide, codePoints);
        return codePoints + (before >= 0 ? before : -before - 1);
    }
}
