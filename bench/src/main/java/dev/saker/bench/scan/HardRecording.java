// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.RecordingWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A recording in which little comes again: every fourth open is of a name that never came before,
 * every program that is started has an argument of its own, and everything runs in containers. A
 * few of the opened files are replaced by one that no ordinary program reads, so that it is known
 * how often a rule must hold.
 */
final class HardRecording extends RecordingCopy {
    private static final int EVERY = 4;
    private static final int DEED_EVERY = 50_000;
    private static final int OPENED_FD = 0;
    private static final int OPEN_NAME = 2;
    private static final int OPEN_FLAGS = 3;
    private static final long READ_ONLY = 1;
    private static final long ACCESS = 3;

    /** What Falco's stable rules are about, once each time it is read. */
    private static final String DEED = "/etc/shadow";

    /** A file that only {@code work.c} reads. */
    private static final Pattern OWN_FILE = Pattern.compile("files/part-\\d+/file-\\d+[.]txt");

    private static final int ARGUMENTS = 2;
    private static final int CGROUPS = 14;
    private static final int CONTAINERS = 50;

    private final ScapEvent event = new ScapEvent();
    private final ScapEventWriter changed = new ScapEventWriter();
    private final int openAt = EventTable.get().byCodeName("PPME_SYSCALL_OPENAT_2_X").code();
    private final boolean[] execs = types("PPME_SYSCALL_EXECVE_19_X", "PPME_SYSCALL_EXECVEAT_X");
    private final boolean[] births =
            types(
                    "PPME_SYSCALL_CLONE_20_X",
                    "PPME_SYSCALL_CLONE3_X",
                    "PPME_SYSCALL_FORK_20_X",
                    "PPME_SYSCALL_VFORK_20_X");
    private long opens;
    private long candidates;
    private long deeds;
    private long executions;

    private HardRecording(RecordingWriter writer) {
        super(writer);
    }

    /** Makes it of an ordinary recording; tells how many deeds are in it. */
    static long make(Path from, Path to) throws IOException {
        try (RecordingWriter writer = writer(to)) {
            HardRecording hard = new HardRecording(writer);
            hard.read(from, Long.MAX_VALUE);
            return hard.deeds;
        }
    }

    private static boolean[] types(String... codeNames) {
        boolean[] types = new boolean[EventTable.get().size()];
        for (String codeName : codeNames) {
            types[EventTable.get().byCodeName(codeName).code()] = true;
        }
        return types;
    }

    @Override
    void writeEvent(
            RecordingWriter to, ByteBuffer buffer, int offset, int length, int cpu, int flags)
            throws IOException {
        event.wrap(buffer, offset);
        int type = event.type();
        boolean isDeed = type == openAt && isDeed();
        boolean isNewName = type == openAt && !event.isEmpty(OPEN_NAME) && ++opens % EVERY == 0;
        if (!isDeed && !isNewName && !execs[type] && !births[type]) {
            super.writeEvent(to, buffer, offset, length, cpu, flags);
            return;
        }
        executions += execs[type] ? 1 : 0;
        changed.begin(event.time(), event.tid(), type, event.paramCount());
        for (int param = 0; param < event.paramCount(); param++) {
            byte[] bytes = new byte[event.paramLength(param)];
            event.copyParam(param, bytes, 0);
            changed.putBytes(changed(isDeed, isNewName, param, bytes));
        }
        ByteBuffer written = changed.end();
        to.event(written, 0, written.limit(), cpu, flags);
    }

    private boolean isDeed() {
        boolean isCandidate =
                event.longParam(OPENED_FD, -1) >= 0
                        && (event.longParam(OPEN_FLAGS, 0) & ACCESS) == READ_ONLY
                        && OWN_FILE.matcher(name()).matches();
        boolean isDeed = isCandidate && ++candidates % DEED_EVERY == 0;
        deeds += isDeed ? 1 : 0;
        return isDeed;
    }

    private String name() {
        byte[] bytes = new byte[event.paramLength(OPEN_NAME)];
        event.copyParam(OPEN_NAME, bytes, 0);
        return new String(bytes, 0, Math.max(0, bytes.length - 1), StandardCharsets.UTF_8);
    }

    private byte[] changed(boolean isDeed, boolean isNewName, int param, byte[] bytes) {
        if (isDeed) {
            return param == OPEN_NAME ? with(bytes, 0, DEED) : bytes;
        }
        return isNewName ? renamed(param, bytes) : moved(param, bytes);
    }

    private byte[] renamed(int param, byte[] bytes) {
        return param == OPEN_NAME ? with(bytes, bytes.length - 1, "-" + opens) : bytes;
    }

    private byte[] moved(int param, byte[] bytes) {
        if (param == CGROUPS && bytes.length > 0) {
            return cgroups();
        }
        boolean isArguments = param == ARGUMENTS && execs[event.type()];
        return isArguments ? with(bytes, bytes.length, "--run=" + executions) : bytes;
    }

    private byte[] cgroups() {
        long container = 0x5eed_0000_0000L + event.tid() % CONTAINERS;
        String id = String.format("%012x", container).repeat(5) + "cafe";
        return ("memory=/docker/" + id + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** The text with more of it behind so many bytes, and a NUL at the end. */
    private static byte[] with(byte[] text, int kept, String more) {
        byte[] added = (more + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(text, kept + added.length);
        System.arraycopy(added, 0, all, kept, added.length);
        return all;
    }
}
