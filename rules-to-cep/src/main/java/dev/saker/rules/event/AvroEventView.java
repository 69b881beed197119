// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import java.util.Arrays;

/**
 * An Avro record of a syscall event. Nothing is decoded before it is asked for; bytes that are no
 * record throw {@link dev.saker.schemas.MalformedEventException} where they are met.
 */
public final class AvroEventView extends SyscallEventView {
    private static final int PROJECTION_BYTES = 2;

    // How a key begins: with the record's own bytes, or with what was read from it.
    private static final byte OWN_BYTES = 1;
    private static final byte READ_BYTES = 0;

    private final SyscallEventReader reader;
    private int end;

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
        end = offset + length;
        reset();
        return this;
    }

    @Override
    public long kind() {
        reader.takeInHead();
        return super.kind();
    }

    /** The record's own bytes. */
    @Override
    public void descriptorBytes(int parts, Slice into) {
        boolean ends = (parts & DescriptorPart.BOTH_ENDS) != 0;
        if (DescriptorPart.NAMES.in(parts)) {
            reader.descriptorBytes(ends, into);
        } else if (ends) {
            reader.tupleBytes(DescriptorPart.CLIENT.in(parts), into);
        } else {
            into.set(Text.NOTHING);
        }
    }

    /** The projection, and the record's own bytes, in which the context lies in one piece. */
    @Override
    public void appendContext(ByteSink into) {
        into.append((byte) reader.projection());
        into.append((byte) (reader.projection() >>> Byte.SIZE));
        int start = reader.contextStart();
        into.append(reader.array(), start, reader.contextEnd() - start);
    }

    /** The record's own bytes without those that are left out. */
    @Override
    public void appendContext(int parts, ByteSink into) {
        Slice outline = slice();
        outline.setAbsent();
        if (parts == 0) {
            reader.contextOutline(outline);
        }
        if (outline.present()) {
            into.append(OWN_BYTES);
            into.appendInt(reader.projection());
            into.append(outline.array(), 0, outline.length());
        } else {
            into.append(READ_BYTES);
            super.appendContext(parts, into);
        }
    }

    /**
     * Avro's bytes tell where they end: if those of an earlier context stand here, nothing more of
     * this one follows, and it need not be walked through.
     */
    @Override
    public boolean hasContext(byte[] context, int length) {
        int start = reader.contextStart();
        int size = length - PROJECTION_BYTES;
        boolean same =
                size >= 0
                        && size <= end - start
                        && context[0] == (byte) reader.projection()
                        && context[1] == (byte) (reader.projection() >>> Byte.SIZE)
                        && Arrays.equals(
                                context,
                                PROJECTION_BYTES,
                                length,
                                reader.array(),
                                start,
                                start + size);
        if (same) {
            reader.stepOverContext(size);
        }
        return same;
    }
}
