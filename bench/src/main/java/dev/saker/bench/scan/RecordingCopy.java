// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import dev.saker.scap.file.RecordingWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes the beginning of a recording into another file, packed if its name ends in .gz. */
class RecordingCopy implements RecordingHandler {
    private final RecordingWriter writer;
    private final List<RecordedInterface> interfaces = new ArrayList<>();
    private final List<RecordedUser> users = new ArrayList<>();
    private final List<RecordedGroup> groups = new ArrayList<>();
    private final List<RecordedProcess> processes = new ArrayList<>();
    private final Map<Long, List<RecordedDescriptor>> descriptors = new LinkedHashMap<>();
    private long events;

    RecordingCopy(RecordingWriter writer) {
        this.writer = writer;
    }

    /** Copies so many events; tells how many there were. */
    static long copy(Path from, Path to, long most) throws IOException {
        try (RecordingWriter writer = writer(to)) {
            return new RecordingCopy(writer).read(from, most);
        }
    }

    static long count(Path recording) throws IOException {
        try (RecordingReader reader = RecordingReader.open(recording)) {
            reader.readAll(new RecordingHandler() {});
            return reader.counts().events();
        }
    }

    static RecordingWriter writer(Path to) throws IOException {
        OutputStream file = Files.newOutputStream(to);
        boolean packed = to.toString().endsWith(".gz");
        return new RecordingWriter(
                packed
                        ? new GZIPOutputStream(file, 1 << 16)
                        : new BufferedOutputStream(file, 1 << 16));
    }

    final long read(Path from, long most) throws IOException {
        try (RecordingReader reader = RecordingReader.open(from)) {
            boolean more = true;
            while (more && events < most) {
                more = reader.next(this);
            }
        }
        return events;
    }

    @Override
    public final void onMachine(Machine machine) {
        write(() -> writer.machine(machine));
    }

    @Override
    public final void onInterface(RecordedInterface address) {
        interfaces.add(address);
    }

    @Override
    public final void onUser(RecordedUser user) {
        users.add(user);
    }

    @Override
    public final void onGroup(RecordedGroup group) {
        groups.add(group);
    }

    @Override
    public void onProcess(RecordedProcess process) {
        processes.add(process);
    }

    @Override
    public final void onDescriptor(long tid, RecordedDescriptor descriptor) {
        descriptors.computeIfAbsent(tid, key -> new ArrayList<>()).add(descriptor);
    }

    @Override
    public final void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
        if (events++ == 0) {
            write(this::writeLists);
        }
        write(() -> writeEvent(writer, buffer, offset, length, cpu, flags));
    }

    /** Writes an event, or what becomes of it. */
    void writeEvent(
            RecordingWriter to, ByteBuffer buffer, int offset, int length, int cpu, int flags)
            throws IOException {
        to.event(buffer, offset, length, cpu, flags);
    }

    private void writeLists() throws IOException {
        writer.interfaces(interfaces);
        writer.accounts(users, groups);
        writer.processes(processes);
        for (Map.Entry<Long, List<RecordedDescriptor>> entry : descriptors.entrySet()) {
            writer.descriptors(entry.getKey(), entry.getValue());
        }
    }

    /** Something that may fail to write. */
    private interface Step {
        void run() throws IOException;
    }

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
