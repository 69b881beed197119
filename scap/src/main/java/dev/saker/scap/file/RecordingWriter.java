// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventLayout;
import dev.saker.scap.EventTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a recording that Falco, Sysdig and Stratoshark open: first the machine as it is, then what
 * happens. Lists come before events, processes before their descriptors. Not thread-safe.
 */
public final class RecordingWriter implements Closeable {
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int MAJOR_VERSION = 1;
    private static final int MINOR_VERSION = 2;
    private static final long LENGTH_UNKNOWN = -1;
    private static final int HOST_NAME = 128;
    private static final int IPV4 = 4;
    private static final int IPV4_INTERFACE = 1;
    private static final int IPV6_INTERFACE = 2;
    private static final int USER = 0;
    private static final int GROUP = 1;

    private final OutputStream out;
    private final BlockWriter block = new BlockWriter();
    private final boolean[] large = new boolean[EventTable.get().size()];
    private long written;

    /**
     * @param out closed with the writer; better buffered
     */
    public RecordingWriter(OutputStream out) throws IOException {
        this.out = out;
        for (int code = 0; code < large.length; code++) {
            large[code] = EventTable.get().event(code).has(EventFlag.LARGE_PAYLOAD);
        }
        block.begin(BlockTypes.SECTION_HEADER).u32(BYTE_ORDER);
        block.u16(MAJOR_VERSION).u16(MINOR_VERSION).i64(LENGTH_UNKNOWN);
        end();
    }

    /** Bytes so far, before any packing. */
    public long written() {
        return written;
    }

    public void machine(Machine machine) throws IOException {
        byte[] name = machine.hostName().getBytes(StandardCharsets.UTF_8);
        byte[] field = Arrays.copyOf(name, HOST_NAME);
        field[HOST_NAME - 1] = 0;
        block.begin(BlockTypes.MACHINE).u32(machine.cpus()).i64(machine.memoryBytes());
        block.i64(machine.maxPid()).bytes(field).i64(machine.bootTime()).i64(machine.flags());
        block.i64(0).i64(0); // reserved; without them nobody but us opens the file
        end();
    }

    public void interfaces(List<RecordedInterface> interfaces) throws IOException {
        block.begin(BlockTypes.SIZED_INTERFACES);
        for (RecordedInterface card : interfaces) {
            byte[] name = card.name().getBytes(StandardCharsets.UTF_8);
            int start = block.beginEntry();
            block.u16(card.address().length == IPV4 ? IPV4_INTERFACE : IPV6_INTERFACE);
            block.u16(name.length).bytes(card.address()).bytes(card.mask());
            block.bytes(new byte[card.address().length]); // the broadcast address: nobody reads it
            block.i64(0).bytes(name); // nor the speed of the link
            block.endEntry(start, 0);
        }
        end();
    }

    public void accounts(List<RecordedUser> users, List<RecordedGroup> groups) throws IOException {
        block.begin(BlockTypes.SIZED_USERS);
        for (RecordedUser user : users) {
            int start = block.beginEntry();
            block.u8(USER).u32(user.uid()).u32(user.gid());
            block.text(user.name()).text(user.home()).text(user.shell());
            block.endEntry(start, Integer.BYTES);
        }
        for (RecordedGroup group : groups) {
            int start = block.beginEntry();
            block.u8(GROUP).u32(group.gid()).text(group.name());
            block.endEntry(start, Integer.BYTES);
        }
        end();
    }

    public void processes(List<RecordedProcess> processes) throws IOException {
        block.begin(BlockTypes.PROCESSES_9);
        processes.forEach(process -> ProcessEntry.write(process, block));
        end();
    }

    /** The descriptors of one process. */
    public void descriptors(long tid, List<RecordedDescriptor> descriptors) throws IOException {
        block.begin(BlockTypes.SIZED_DESCRIPTORS).i64(tid);
        descriptors.forEach(descriptor -> DescriptorEntry.write(descriptor, block));
        end();
    }

    /** An event in the layout of {@link EventLayout}. */
    public void event(ByteBuffer buffer, int offset, int length, int cpu, int flags)
            throws IOException {
        int code = Short.toUnsignedInt(buffer.getShort(offset + EventLayout.TYPE));
        boolean isLarge = code < large.length && large[code];
        if (flags == 0) {
            block.begin(isLarge ? BlockTypes.LARGE_EVENT : BlockTypes.EVENT_2).u16(cpu);
        } else {
            int kind = isLarge ? BlockTypes.LARGE_EVENT_WITH_FLAGS : BlockTypes.EVENT_2_WITH_FLAGS;
            block.begin(kind).u16(cpu).u32(flags);
        }
        block.bytes(buffer, offset, length);
        end();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void end() throws IOException {
        written += block.end(out);
    }
}
