// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

/** Where a piece of text came from. Offsets are into that piece as the author wrote it. */
public interface TextOrigin {

    SourceSpan span(int from, int to);

    /**
     * For text that stands for something as a whole: every part of it comes from the same place.
     */
    static TextOrigin fixed(SourceSpan span) {
        return (from, to) -> span;
    }
}
