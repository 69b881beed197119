// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.Objects;

/**
 * A stretch of a rules file.
 *
 * @param file name of the file
 * @param line of its first character, from 1
 * @param column of its first character, from 1, in characters as the reader counts them
 * @param offset of its first character in the file, from 0
 * @param length in characters; what goes on over the end of the line is not underlined
 */
public record SourceSpan(String file, int line, int column, int offset, int length) {

    public SourceSpan {
        Objects.requireNonNull(file, "file is null");
        if (line < 1 || column < 1 || offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "span is not in a file: line="
                            + line
                            + ", column="
                            + column
                            + ", offset="
                            + offset
                            + ", length="
                            + length);
        }
    }

    /** The file as such. */
    public static SourceSpan startOf(String file) {
        return new SourceSpan(file, 1, 1, 0, 0);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
