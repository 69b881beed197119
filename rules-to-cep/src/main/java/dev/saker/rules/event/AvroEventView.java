// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.SyscallEventReader;

/**
 * An Avro record of a syscall event. Nothing is decoded before it is asked for; bytes that are no
 * record throw {@link dev.saker.schemas.MalformedEventException} where they are met.
 */
public final class AvroEventView extends SyscallEventView {
    private final SyscallEventReader reader;

    public AvroEventView() {
        this(new SyscallEventReader());
    }

    private AvroEventView(SyscallEventReader reader) {
        super(reader);
        this.reader = reader;
    }

    /** Moves on to the record in these bytes: an Avro body, without the registry's framing. */
    public AvroEventView wrap(byte[] bytes, int offset, int length) {
        reader.wrap(bytes, offset, length);
        reset();
        return this;
    }
}
