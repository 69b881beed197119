// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedDescriptor.Kind;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small recording made of nothing: processes that start, open files, connect and end. A build
 * scans it once, so that the classes which that takes are kept for quick starts; benchmarks make
 * crowds of processes with it.
 *
 * <p>Arguments: the file to write.
 */
public final class SampleRecording implements AutoCloseable {
    private static final int PROCESSES = 400;
    private static final int FILES = 10;
    private static final long BEGIN = 1_700_000_000_000_000_000L;
    private static final long STEP = 1_000;
    private static final long INIT = 1;
    private static final int TCP = 2;
    private static final byte[] EMPTY = {};
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final byte[] TO_LOOPBACK = {
        2, 127, 0, 0, 1, 0x40, (byte) 0x9c, 127, 0, 0, 1, 0x50, 0
    };

    private final RecordingWriter recording;
    private final ScapEventWriter event = new ScapEventWriter();
    private long time = BEGIN;
    private long events;

    public SampleRecording(Path file) throws IOException {
        recording =
                new RecordingWriter(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        recording.machine(new Machine(1, 1L << 30, 1L << 22, "sample", BEGIN, 0));
        recording.interfaces(
                List.of(new RecordedInterface("lo", LOOPBACK, new byte[] {(byte) 255, 0, 0, 0})));
        recording.accounts(
                List.of(new RecordedUser(0, 0, bytes("root"), bytes("/root"), bytes("/bin/sh"))),
                List.of(new RecordedGroup(0, bytes("root"))));
        recording.processes(List.of(init()));
        recording.descriptors(INIT, List.of(file(0, "/dev/null"), socket(3)));
    }

    private static RecordedProcess init() {
        RecordedProcess init = new RecordedProcess();
        init.tid = INIT;
        init.pid = INIT;
        init.comm = bytes("init");
        init.exe = bytes("/sbin/init");
        init.exePath = init.exe;
        init.cwd = bytes("/");
        init.cgroups = bytes("memory=/\0");
        return init;
    }

    private static RecordedDescriptor file(long fd, String name) {
        return new RecordedDescriptor(
                fd, 1, Kind.FILE, bytes(name), 1, 1, null, 0, null, 0, 0, 0, 0);
    }

    private static RecordedDescriptor socket(long fd) {
        return new RecordedDescriptor(
                fd, 2, Kind.IPV4_SERVER, EMPTY, 0, 0, null, 0, LOOPBACK, 22, TCP, 0, 0);
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: SampleRecording FILE");
            System.exit(2);
        }
        try (SampleRecording sample = new SampleRecording(Path.of(arguments[0]))) {
            for (int process = 1; process <= PROCESSES; process++) {
                sample.start(1000 + process, 999);
                sample.run(1000 + process, "/usr/bin/tool" + process % 7);
                sample.open(1000 + process, FILES);
                sample.connect(1000 + process);
                sample.exit(1000 + process);
            }
        }
    }

    /** How many events were written. */
    public long events() {
        return events;
    }

    /** A process is born. */
    public void start(long tid, long parent) throws IOException {
        write(
                "PPME_SYSCALL_CLONE_20_X",
                tid,
                Map.ofEntries(
                        Map.entry("exe", "sh"),
                        Map.entry("tid", tid),
                        Map.entry("pid", tid),
                        Map.entry("ptid", parent),
                        Map.entry("fdlimit", 1024L),
                        Map.entry("comm", "sh"),
                        Map.entry("cgroups", "memory=/"),
                        Map.entry("vtid", tid),
                        Map.entry("vpid", tid)));
    }

    /** A process becomes a program. */
    public void run(long tid, String program) throws IOException {
        write(
                "PPME_SYSCALL_EXECVE_19_X",
                tid,
                Map.ofEntries(
                        Map.entry("exe", program),
                        Map.entry("args", "--sample"),
                        Map.entry("tid", tid),
                        Map.entry("pid", tid),
                        Map.entry("comm", program.substring(program.lastIndexOf('/') + 1)),
                        Map.entry("cgroups", "memory=/"),
                        Map.entry("env", "HOME=/root"),
                        Map.entry("trusted_exepath", program)));
    }

    /** A process opens files, and leaves them open. */
    public void open(long tid, int files) throws IOException {
        for (long file = 0; file < files; file++) {
            write(
                    "PPME_SYSCALL_OPENAT_2_X",
                    tid,
                    Map.of("fd", 3 + file, "dirfd", -100L, "name", "/srv/f" + file, "flags", 1L));
        }
        write("PPME_SYSCALL_CLOSE_X", tid, Map.of("fd", -1L));
    }

    public void connect(long tid) throws IOException {
        write("PPME_SOCKET_SOCKET_X", tid, Map.of("fd", 90L, "domain", 2L, "type", 1L));
        write("PPME_SOCKET_CONNECT_X", tid, Map.of("fd", 90L, "tuple", TO_LOOPBACK));
    }

    public void exit(long tid) throws IOException {
        write("PPME_PROCEXIT_1_E", tid, Map.of("reaper_tid", 999L));
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }

    /** Integers that are not given are 0, all else is empty. */
    private void write(String codeName, long tid, Map<String, ?> values) throws IOException {
        EventInfo info = EventTable.get().byCodeName(codeName);
        time += STEP;
        events++;
        event.begin(time, tid, info.code());
        for (ParamInfo param : info.params()) {
            put(param, values.get(param.name()));
        }
        ByteBuffer written = event.end();
        recording.event(written, 0, written.limit(), 0, 0);
    }

    private void put(ParamInfo param, Object value) {
        if (value instanceof String text) {
            event.putText(text);
        } else if (value instanceof byte[] raw) {
            event.putBytes(raw);
        } else if (param.type().isInteger()) {
            event.putLong(value == null ? 0 : (Long) value);
        } else {
            event.putEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
