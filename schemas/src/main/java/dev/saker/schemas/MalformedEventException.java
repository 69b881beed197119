// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Bytes that are no record of ours. Unchecked, because lazy readers meet the damage wherever it is
 * first looked at; whoever took the record from Kafka catches it and moves the record to the
 * undecodable topic.
 */
public final class MalformedEventException extends RuntimeException {
    private final int offset;

    public MalformedEventException(String what, int offset) {
        super("cannot decode record at offset " + offset + ": " + what);
        this.offset = offset;
    }

    /** Where in the array the reader stood. */
    public int offset() {
        return offset;
    }
}
