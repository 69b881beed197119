// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static dev.saker.standalone.scan.MadeRecording.file;
import static dev.saker.standalone.scan.MadeRecording.process;
import static dev.saker.standalone.scan.MadeRecording.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.file.RecordedProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fields that only a recording answers, each as the filter check of libsinsp that is named. */
class RecordedFieldsTest {
    private static final String OPEN = "PPME_SYSCALL_OPENAT_2_X";
    private static final String SWITCH = "PPME_SCHEDSWITCH_6_E";
    private static final String USAGE = "PPME_PROCINFO_E";
    private static final long SHELL = 10;

    private static Map<String, Object> opened(String name) {
        return Map.of("fd", 3, "dirfd", -100, "name", name, "flags", 1);
    }

    /** Gen_event, TYPE_RELTS: from the first event that is no metaevent; before it from 1970. */
    @Test
    void relativeTime_beginsWithTheFirstEventOfTheHost() throws IOException {
        MadeRecording recording = MadeRecording.withShell().event(USAGE, SHELL, Map.of());
        assertThat(recording.last("evt.reltime")).isEqualTo("" + MadeRecording.BEGIN);

        recording.event(OPEN, SHELL, opened("/a")).later(1_999_999_000L);
        recording.event(OPEN, SHELL, opened("/b"));
        assertThat(recording.last("evt.reltime", "evt.reltime.s", "evt.reltime.ns"))
                .isEqualTo("2000000000 2 0");
    }

    /** Event, TYPE_DELTA: since the event before, which is every one that is printed. */
    @Test
    void deltaTime_isThatSinceTheEventBefore() throws IOException {
        MadeRecording recording = MadeRecording.withShell().event(OPEN, SHELL, opened("/a"));
        assertThat(recording.last("evt.deltatime")).isEqualTo("0");

        recording.later(3_000_000_500L).event(OPEN, SHELL, opened("/b"));
        assertThat(recording.last("evt.deltatime", "evt.deltatime.s", "evt.deltatime.ns"))
                .isEqualTo("3000001500 3 1500");
    }

    /** Thread, extract_exectime: since the last switch on the processor, added up by thread. */
    @Test
    void timeOnAProcessor_isToldBySwitches() throws IOException {
        MadeRecording recording = MadeRecording.withShell().event(SWITCH, 1, Map.of());
        recording.event(SWITCH, SHELL, Map.of()).event(SWITCH, SHELL, Map.of());
        assertThat(recording.last("thread.exectime", "thread.totexectime")).isEqualTo("1000 2000");

        recording.event(OPEN, SHELL, opened("/a"));
        assertThat(recording.last("thread.exectime", "thread.totexectime")).isEqualTo("0 2000");
    }

    /** Thread, extract_thread_cpu: what procinfo tells now less what it told before, up to 100. */
    @Test
    void load_isTheDifferenceOfTwoTellings() throws IOException {
        MadeRecording recording = MadeRecording.withShell();
        recording.event(USAGE, SHELL, Map.of("cpu_usr", 5, "cpu_sys", 7));
        assertThat(recording.last("thread.cpu", "thread.cpu.user")).isEqualTo("0.0 0.0");

        recording.event(USAGE, SHELL, Map.of("cpu_usr", 9, "cpu_sys", 700));
        assertThat(recording.last("thread.cpu", "thread.cpu.user", "thread.cpu.system"))
                .isEqualTo("100.0 4.0 100.0");

        recording.event(OPEN, SHELL, opened("/a"));
        assertThat(recording.last("thread.cpu")).isEqualTo("null");
    }

    /** Thread, TYPE_AENV: a variable is looked for above; 0 and nothing are the process itself. */
    @Test
    void environmentOfAncestors_isFoundByNameOrNumber() throws IOException {
        MadeRecording recording =
                new MadeRecording()
                        .processes(
                                with("init", 1, 0, "A=1\0B=2\0"),
                                with("sshd", 2, 1, "B= \0"),
                                with("sh", SHELL, 2, "B=own\0C=3\0"))
                        .event(OPEN, SHELL, opened("/a"));

        assertThat(recording.last("proc.aenv[B]", "proc.aenv[A]", "proc.aenv[1]", "proc.aenv[3]"))
                .isEqualTo("2 1 B=  null");
        assertThat(recording.last("proc.aenv", "proc.aenv[0]", "proc.aenv[C]"))
                .isEqualTo("B=own C=3 B=own C=3 ");
    }

    private static RecordedProcess with(String name, long tid, long parent, String environment) {
        RecordedProcess process = process(tid, parent, name, "/");
        process.env = text(environment);
        return process;
    }

    /** Fdlist, extract_single: of a poll, each descriptor in turn. */
    @Test
    void polledDescriptors_areListed() throws IOException {
        MadeRecording recording = MadeRecording.withShell();
        recording.descriptors(SHELL, file(7, ""));
        ByteBuffer list =
                ByteBuffer.allocate(42).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 4);
        for (long fd : new long[] {5, 0, 7, 9}) {
            list.putLong(fd).putShort((short) 1);
        }
        recording.event("PPME_SYSCALL_POLL_X", SHELL, Map.of("res", 1, "fds", list.array()));

        assertThat(recording.last("fdlist.nums", "fdlist.names", "fdlist.sips", "fdlist.cports"))
                .isEqualTo("5,0,7,9 /home/five,/dev/null,<NA>,<NA> null null");

        recording.event(OPEN, SHELL, opened("/a"));
        assertThat(recording.last("fdlist.nums")).isEqualTo("null");
    }

    /** Thread, TYPE_APID and TYPE_AENV print the process's own; fd.types is a list of one. */
    @Test
    void fieldsOfAncestors_withoutIndex_printTheProcesssOwn() throws IOException {
        MadeRecording recording = MadeRecording.withShell().event(OPEN, SHELL, opened("/a"));

        assertThat(recording.last("proc.apid", "fd.types[0]", "fd.types[99]"))
                .isEqualTo("10 [file] null");
    }
}
