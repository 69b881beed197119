// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which system calls of an event type the kernel side sends: those that meet one of the terms.
 *
 * @param terms at most {@link #MOST_TERMS}
 */
public record CallFilter(List<Term> terms) {
    public static final int MOST_TERMS = 4;

    /** How much of a name's beginning is compared. */
    public static final int MOST_PREFIX_BYTES = 64;

    /** Of one term. */
    public static final int MOST_PREFIXES = 16;

    public CallFilter {
        terms = List.copyOf(terms);
        if (terms.isEmpty() || terms.size() > MOST_TERMS) {
            throw new IllegalArgumentException("a filter has 1 to 4 terms, not " + terms.size());
        }
    }

    /**
     * What must hold together.
     *
     * @param succeeded whether calls that succeeded may pass
     * @param failed whether those that failed may
     * @param openFlags what an open must ask for: 1 to read, 2 to write; 0 for anything
     * @param flagsArgument number of the argument that has the flags
     * @param nameArgument number of the argument that points to the name, 0 to 3
     * @param prefixes of which one must begin the name, if it is absolute and its own resolution;
     *     none for any name. A final 0 makes one the whole name
     */
    public record Term(
            boolean succeeded,
            boolean failed,
            int openFlags,
            int flagsArgument,
            int nameArgument,
            List<ByteBuffer> prefixes) {
        public Term {
            prefixes = prefixes.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
            if (!succeeded && !failed) {
                throw new IllegalArgumentException("no call meets the term");
            }
            boolean tooLong =
                    prefixes.stream().anyMatch(prefix -> prefix.remaining() > MOST_PREFIX_BYTES);
            if (tooLong || prefixes.size() > MOST_PREFIXES) {
                throw new IllegalArgumentException(
                        "a term has at most 16 prefixes of at most 64 bytes");
            }
        }
    }
}
