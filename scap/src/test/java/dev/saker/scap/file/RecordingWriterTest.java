// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingWriterTest {
    private static final int CLOSE = EventTable.get().byCodeName("PPME_SYSCALL_CLOSE_X").code();

    @Test
    void whatIsWritten_isReadBack() throws IOException {
        Said said = new Said();
        RecordedProcess process = new RecordedProcess();
        process.tid = 7;
        process.pid = 7;
        process.ptid = 1;
        process.comm = bytes("cat");
        process.args = bytes("-n\0x\0");
        process.cgroups = bytes("cpu=/\0");
        process.tty = 34816;
        process.pgid = 5;
        process.exeFromMemfd = true;
        process.capEffective = 0x1ffL;
        said.onMachine(new Machine(4, 1 << 30, 32768, "node-1", 1_700_000_000_000L, 0));
        said.onInterface(
                new RecordedInterface("lo", new byte[] {127, 0, 0, 1}, new byte[] {-1, 0, 0, 0}));
        said.onInterface(new RecordedInterface("eth0", new byte[16], new byte[16]));
        said.onUser(new RecordedUser(0, 0, bytes("root"), bytes("/root"), bytes("/bin/sh")));
        said.onGroup(new RecordedGroup(4, bytes("adm")));
        said.onProcess(process);
        for (RecordedDescriptor.Kind kind : RecordedDescriptor.Kind.values()) {
            said.onDescriptor(7, descriptor(kind));
        }

        byte[] recording = write(said, process);

        Said read = new Said();
        try (RecordingReader reader = new RecordingReader(new ByteArrayInputStream(recording))) {
            reader.readAll(read);
        }
        assertThat(read.lines.subList(0, said.lines.size())).isEqualTo(said.lines);
        assertThat(read.lines).last().isEqualTo("event 28 cpu 3 flags 1");
        assertThat(read.lines).hasSize(said.lines.size() + 2);
    }

    private static byte[] write(Said said, RecordedProcess process) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordingWriter writer = new RecordingWriter(bytes)) {
            writer.machine(said.machine);
            writer.interfaces(said.interfaces);
            writer.accounts(said.users, said.groups);
            writer.processes(List.of(process));
            writer.descriptors(7, said.descriptors);
            ByteBuffer event = new ScapEventWriter().begin(1, 7, CLOSE, 1).putEmpty().end();
            writer.event(event, 0, event.limit(), 2, 0);
            writer.event(event, 0, event.limit(), 3, RecordingHandler.STATE_ONLY);
            assertThat(writer.written()).isEqualTo(bytes.size());
        }
        return bytes.toByteArray();
    }

    /** libscap reads it as one struct, of 180 bytes. */
    @Test
    void machine_takesAsManyBytesAsForFalco() throws IOException {
        try (RecordingWriter writer = new RecordingWriter(new ByteArrayOutputStream())) {
            long header = writer.written();
            writer.machine(new Machine(2, 1L << 30, 1L << 22, "host", 5, 1));

            assertThat(writer.written() - header).isEqualTo(180 + 12);
        }
    }

    private static RecordedDescriptor descriptor(RecordedDescriptor.Kind kind) {
        byte[] four = {10, 0, 0, 1};
        byte[] sixteen = new byte[16];
        return switch (kind) {
            case IPV4 -> connection(kind, four);
            case IPV6 -> connection(kind, sixteen);
            case IPV4_SERVER -> server(kind, four);
            case IPV6_SERVER -> server(kind, sixteen);
            case UNIX ->
                    new RecordedDescriptor(
                            3, 9, kind, bytes("/run/x"), 0, 0, null, 0, null, 0, 0, 17, 18);
            case FILE ->
                    new RecordedDescriptor(
                            3,
                            9,
                            kind,
                            bytes("/etc/passwd"),
                            4097,
                            0xfe00,
                            null,
                            0,
                            null,
                            0,
                            0,
                            0,
                            0);
            case UNKNOWN ->
                    new RecordedDescriptor(3, 9, kind, bytes(""), 0, 0, null, 0, null, 0, 0, 0, 0);
            default ->
                    new RecordedDescriptor(
                            3, 9, kind, bytes("name"), 0, 0, null, 0, null, 0, 0, 0, 0);
        };
    }

    private static RecordedDescriptor connection(RecordedDescriptor.Kind kind, byte[] ip) {
        return new RecordedDescriptor(3, 9, kind, bytes(""), 0, 0, ip, 40000, ip, 443, 2, 0, 0);
    }

    private static RecordedDescriptor server(RecordedDescriptor.Kind kind, byte[] ip) {
        return new RecordedDescriptor(3, 9, kind, bytes(""), 0, 0, null, 0, ip, 443, 2, 0, 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** What a recording says, as lines that can be compared. */
    private static final class Said implements RecordingHandler {
        private final List<String> lines = new ArrayList<>();
        private final List<RecordedInterface> interfaces = new ArrayList<>();
        private final List<RecordedUser> users = new ArrayList<>();
        private final List<RecordedGroup> groups = new ArrayList<>();
        private final List<RecordedDescriptor> descriptors = new ArrayList<>();
        private Machine machine;

        @Override
        public void onMachine(Machine newMachine) {
            machine = newMachine;
            lines.add(newMachine.toString());
        }

        @Override
        public void onInterface(RecordedInterface card) {
            interfaces.add(card);
            lines.add(card.name() + Arrays.toString(card.address()) + Arrays.toString(card.mask()));
        }

        @Override
        public void onUser(RecordedUser user) {
            users.add(user);
            lines.add("user " + user.uid() + Arrays.toString(user.shell()));
        }

        @Override
        public void onGroup(RecordedGroup group) {
            groups.add(group);
            lines.add("group " + group.gid() + Arrays.toString(group.name()));
        }

        @Override
        public void onProcess(RecordedProcess process) {
            try {
                StringBuilder line = new StringBuilder("process");
                for (java.lang.reflect.Field field : RecordedProcess.class.getFields()) {
                    Object value = field.get(process);
                    line.append(' ').append(field.getName()).append('=');
                    line.append(value instanceof byte[] b ? Arrays.toString(b) : value);
                }
                lines.add(line.toString());
            } catch (IllegalAccessException notPublic) {
                throw new IllegalStateException(notPublic);
            }
        }

        @Override
        public void onDescriptor(long tid, RecordedDescriptor descriptor) {
            descriptors.add(descriptor);
            lines.add(
                    "descriptor %d %s %s %d %d %s %d %s %d %d %d %d"
                            .formatted(
                                    tid,
                                    descriptor.kind(),
                                    Arrays.toString(descriptor.name()),
                                    descriptor.openFlags(),
                                    descriptor.dev(),
                                    Arrays.toString(descriptor.sourceIp()),
                                    descriptor.sourcePort(),
                                    Arrays.toString(descriptor.destinationIp()),
                                    descriptor.destinationPort(),
                                    descriptor.protocol(),
                                    descriptor.source(),
                                    descriptor.destination()));
        }

        @Override
        public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
            lines.add("event " + length + " cpu " + cpu + " flags " + flags);
        }
    }
}
