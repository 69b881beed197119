// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Small recordings with every kind of block, made for being damaged. */
final class RecordingSamples {
    private static final long TID = 42;
    private static final byte[] ADDRESS = {10, 0, 0, 1};
    private static final byte[] LONG_ADDRESS = {0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private RecordingSamples() {}

    /** Every so manieth type of the event table. */
    static List<EventInfo> events(int step) {
        return IntStream.range(0, EventTable.get().size())
                .filter(code -> code % step == 0)
                .mapToObj(EventTable.get()::event)
                .toList();
    }

    /**
     * @param full whether events have parameters that are not empty
     */
    static byte[] recording(List<EventInfo> events, boolean full) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordingWriter writer = new RecordingWriter(bytes)) {
            writer.machine(new Machine(1, 1, 1, "node-1", 1, 0));
            writer.interfaces(
                    List.of(
                            new RecordedInterface("lo", ADDRESS, ADDRESS),
                            new RecordedInterface("eth0", LONG_ADDRESS, LONG_ADDRESS)));
            writer.accounts(
                    List.of(new RecordedUser(0, 0, text("root"), text("/root"), text("/bin/sh"))),
                    List.of(new RecordedGroup(0, text("root"))));
            writer.processes(List.of(process(1, "init"), process(TID, "cat")));
            writer.descriptors(TID, descriptors());
            for (EventInfo event : events) {
                ByteBuffer written = event(event, full);
                writer.event(written, 0, written.limit(), 0, 0);
            }
        }
        return bytes.toByteArray();
    }

    static byte[] packed(byte[] recording) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(recording);
        }
        return bytes.toByteArray();
    }

    private static RecordedProcess process(long tid, String name) {
        RecordedProcess process = new RecordedProcess();
        process.tid = tid;
        process.pid = tid;
        process.ptid = 1;
        process.comm = text(name);
        process.exePath = text("/bin/" + name);
        process.args = text("-a\0b\0");
        process.env = text("HOME=/root\0");
        process.cgroups = text("cpu=/docker/0123456789ab\0");
        process.cwd = text("/etc");
        return process;
    }

    private static List<RecordedDescriptor> descriptors() {
        List<RecordedDescriptor> descriptors = new ArrayList<>();
        for (RecordedDescriptor.Kind kind : RecordedDescriptor.Kind.values()) {
            byte[] address =
                    switch (kind) {
                        case IPV4, IPV4_SERVER -> ADDRESS;
                        case IPV6, IPV6_SERVER -> LONG_ADDRESS;
                        default -> null;
                    };
            int fd = descriptors.size();
            descriptors.add(
                    new RecordedDescriptor(
                            fd,
                            fd,
                            kind,
                            text("/x" + fd),
                            1,
                            2,
                            address,
                            80,
                            address,
                            443,
                            2,
                            0,
                            0));
        }
        return descriptors;
    }

    private static ByteBuffer event(EventInfo info, boolean full) {
        ScapEventWriter writer = new ScapEventWriter().begin(7, TID, info.code());
        for (int index = 0; index < info.params().size(); index++) {
            if (!full) {
                writer.putEmpty();
            } else if (info.params().get(index).type().isInteger()) {
                writer.putLong(index);
            } else {
                writer.putText("/x" + index);
            }
        }
        return writer.end();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
