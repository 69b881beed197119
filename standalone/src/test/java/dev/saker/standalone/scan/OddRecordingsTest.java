// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static dev.saker.standalone.scan.MadeRecording.file;
import static dev.saker.standalone.scan.MadeRecording.process;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recordings that are whole, and whose host did or was said to do what hosts do not. What is
 * expected is what libsinsp's functions make of them, which the tests name; where Saker does
 * otherwise, docs/falco-differences.md says so.
 */
class OddRecordingsTest {
    private static final String OPEN = "PPME_SYSCALL_OPENAT_2_X";
    private static final String CLOSE = "PPME_SYSCALL_CLOSE_X";
    private static final String CLONE = "PPME_SYSCALL_CLONE_20_X";
    private static final String EXEC = "PPME_SYSCALL_EXECVE_19_X";
    private static final long HERE = -100; // AT_FDCWD
    private static final int CLONE_FILES = 1;
    private static final int CLONE_THREAD = 1 << 13;

    private static Map<String, Object> opened(long fd, String name) {
        return Map.of("fd", fd, "dirfd", HERE, "name", name, "flags", 1);
    }

    private static Map<String, Object> cloned(long child, long parent, long result) {
        return Map.of(
                "res",
                result,
                "tid",
                result == 0 ? child : parent,
                "ptid",
                parent,
                "comm",
                "sh",
                "exe",
                "sh",
                "vtid",
                child,
                "vpid",
                child);
    }

    /**
     * sinsp_thread_manager::get_thread: an entry of which nothing but the number is known;
     * extract_fdname_from_event: its table of descriptors is nowhere, so the event tells the name.
     */
    @Test
    void event_of_a_process_that_nobody_listed_has_none() throws IOException {
        MadeRecording recording = MadeRecording.withShell().event(OPEN, 77, opened(3, "/tmp/x"));

        assertThat(recording.last("proc.name", "proc.pid", "proc.exepath", "fd.name", "thread.tid"))
                .isEqualTo("<NA> -1  /tmp/x 77");
    }

    /** sinsp_threadinfo::get_cwd without a main thread; sinsp_parser::parse_dirfd. */
    @Test
    void path_relative_to_an_unknown_place_says_so() throws IOException {
        MadeRecording unlisted = MadeRecording.withShell().event(OPEN, 77, opened(3, "x"));
        MadeRecording noDirectory =
                MadeRecording.withShell()
                        .event(OPEN, 10, Map.of("fd", 3, "dirfd", 42, "name", "x", "flags", 1));

        assertThat(unlisted.last("fd.name")).isEqualTo("./x");
        assertThat(noDirectory.last("fd.name")).isEqualTo("<UNKNOWN>x");
        assertThat(MadeRecording.withShell().event(OPEN, 10, opened(3, "x")).last("fd.name"))
                .isEqualTo("/home/x");
    }

    /**
     * As if the first parameters were all that somebody knew; no driver ever wrote that.
     * test_event_convertibility has no way for it, and Falco stops: a difference.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void event_of_a_layout_that_never_was_is_counted_and_passed_over(int params)
            throws IOException {
        Object[] values = {3, HERE, "/tmp/x"};
        MadeRecording recording =
                MadeRecording.withShell()
                        .eventOfOldWriter(OPEN, 10, Arrays.copyOf(values, params))
                        .event(CLOSE, 10, Map.of("fd", 5));

        assertThat(recording.last("evt.type", "fd.name")).isEqualTo("close /home/five");
        assertThat(recording.summary()).contains("Passed over: 1 events of unknown layouts");
    }

    /** test_event_convertibility: Falco stops here, too; a difference. */
    @Test
    void parameters_of_a_newer_writer_are_passed_over() throws IOException {
        MadeRecording recording = MadeRecording.withShell().numbers(CLOSE, 10, 0, 5, 7, 8, 9);

        assertThat(recording.last("evt.type", "fd.num", "fd.name", "evt.args"))
                .isEqualTo("close 5 /home/five res=0 fd=5(<f>/home/five)");
    }

    /**
     * sinsp_evt_param::used_legacy_null_encoding: an empty text is Falco's word for none, of a path
     * too (parse_open_openat_creat_exit), but no list (parse_execve_exit takes args as one) and no
     * tuple (get_param_as_str).
     */
    @Test
    void empty_parameters_are_no_values() throws IOException {
        assertThat(
                        MadeRecording.withShell()
                                .event(
                                        OPEN,
                                        10,
                                        Map.of("fd", 3, "dirfd", HERE, "name", new byte[0]))
                                .last("fd.num", "evt.arg.name", "fd.name"))
                .isEqualTo("3 <NA> /home/<NA>");
        assertThat(
                        MadeRecording.withShell()
                                .event(EXEC, 10, Map.of("tid", 10, "pid", 10))
                                .last("proc.name", "proc.cmdline", "proc.args"))
                .isEqualTo("<NA> <NA> ");
        assertThat(
                        MadeRecording.withShell()
                                .event("PPME_SOCKET_CONNECT_X", 10, Map.of("fd", 9))
                                .last("fd.name", "fd.sip", "evt.arg.tuple"))
                .isEqualTo("NULL null NULL");
    }

    /**
     * sinsp_parser::reset: of an open that failed the number is -1, of a close it is the one that
     * was to be closed; extract_fdname_from_event. Falco's table would know the greatest, too: a
     * difference.
     */
    @ParameterizedTest
    @ValueSource(longs = {-2, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, (1 << 20) - 1})
    void descriptor_of_any_number_is_taken(long fd) throws IOException {
        MadeRecording recording =
                MadeRecording.withShell()
                        .event(OPEN, 10, opened(fd, "/tmp/x"))
                        .event(CLOSE, 10, Map.of("fd", fd))
                        .event(CLOSE, 10, Map.of("fd", fd));

        List<JsonNode> rows = recording.fields("fd.num", "fd.name");

        assertThat(rows.get(0).get("fd.num").asLong()).isEqualTo(fd < 0 ? -1 : fd);
        assertThat(rows.get(0).get("fd.name").asText()).isEqualTo("/tmp/x");
        assertThat(rows.get(1).get("fd.num").asLong()).isEqualTo(fd);
        boolean kept = fd >= 0 && fd < 1 << 20;
        assertThat(rows.get(1).get("fd.name").asText()).isEqualTo(kept ? "/tmp/x" : "");
        assertThat(rows.get(2).get("fd.name").asText()).isEmpty();
    }

    /** sinsp_filtercheck_thread.cpp, TYPE_DURATION: a time of centuries there; a difference. */
    @Test
    void clock_that_goes_back_leaves_no_duration() throws IOException {
        MadeRecording recording =
                MadeRecording.withShell()
                        .event(CLONE, 11, cloned(11, 10, 0))
                        .later(-3_600_000_000_000L)
                        .event(CLOSE, 11, Map.of("fd", 5));

        List<JsonNode> rows =
                recording.fields("evt.num", "evt.rawtime", "proc.name", "proc.duration");

        assertThat(rows.get(1).get("evt.num").asLong()).isEqualTo(2);
        assertThat(rows.get(1).get("evt.rawtime").asLong())
                .isLessThan(rows.get(0).get("evt.rawtime").asLong());
        assertThat(rows.get(1).get("proc.name").asText()).isEqualTo("sh");
        assertThat(rows.get(1).get("proc.duration").isNull()).as(rows.toString()).isTrue();
    }

    /** threadinfo_map_t::put, which sinsp::on_new_entry_from_proc comes to. */
    @Test
    void process_that_is_listed_twice_is_what_was_said_last() throws IOException {
        MadeRecording recording =
                new MadeRecording()
                        .processes(process(10, 1, "first", "/"), process(10, 1, "second", "/"))
                        .event(CLOSE, 10, Map.of("fd", 1));

        assertThat(recording.last("proc.name")).isEqualTo("second");
    }

    /** sinsp_parser::parse_clone_exit_child: who was listed has no time of birth, and is old. */
    @Test
    void clone_of_a_number_that_is_taken_replaces_it_when_it_is_old() throws IOException {
        MadeRecording recording =
                MadeRecording.withShell()
                        .event(OPEN, 10, opened(6, "/tmp/six"))
                        .later(5_000_000_000L)
                        .event(CLONE, 10, cloned(10, 1, 0))
                        .event(CLOSE, 10, Map.of("fd", 6));

        assertThat(recording.last("proc.ppid", "proc.name", "fd.name")).isEqualTo("1 sh ");
    }

    /**
     * sinsp_thread_manager::traverse_parent_state ends at a ring, and so do all ours. An index
     * (get_ancestor_process) goes round there as often as it says, and who is said to be its own
     * parent is: a difference.
     */
    @Test
    void ancestors_in_a_ring_come_to_an_end() throws IOException {
        MadeRecording recording =
                new MadeRecording()
                        .processes(process(20, 22, "a", "/"), process(21, 20, "bash", "/"))
                        .processes(process(22, 21, "c", "/"), process(30, 30, "self", "/"))
                        .event(CLOSE, 20, Map.of("fd", 1))
                        .event(CLOSE, 30, Map.of("fd", 1));

        List<JsonNode> rows =
                recording.fields(
                        "proc.pname",
                        "proc.aname",
                        "proc.aname[2]",
                        "proc.aname[5]",
                        "proc.loginshellid");

        assertThat(rows.get(0).get("proc.pname").asText()).isEqualTo("c");
        assertThat(rows.get(0).get("proc.aname").asText()).isEqualTo("c bash");
        assertThat(rows.get(0).get("proc.aname[2]").asText()).isEqualTo("bash");
        assertThat(rows.get(0).get("proc.aname[5]").isNull()).isTrue();
        assertThat(rows.get(0).get("proc.loginshellid").asLong()).isEqualTo(21);
        assertThat(rows.get(1).get("proc.pname").isNull()).isTrue();
        assertThat(rows.get(1).get("proc.aname").isNull()).isTrue();
    }

    /**
     * compare_full_aname and its like visit the thread that made the next generation, which may
     * have a name of its own; ours are the process's, as with an index: a difference.
     */
    @Test
    void ancestor_is_the_process_and_not_the_thread_that_forked() throws IOException {
        RecordedProcess pool = process(41, 1, "pool-1", "/");
        pool.pid = 40;
        pool.flags = CLONE_THREAD | CLONE_FILES;
        MadeRecording recording =
                new MadeRecording()
                        .processes(process(1, 0, "init", "/"), process(40, 1, "java", "/"), pool)
                        .event(CLONE, 42, cloned(42, 41, 0));

        assertThat(recording.last("proc.pname", "proc.aname", "proc.ppid"))
                .isEqualTo("java java init 40");
    }

    /**
     * sinsp_threadinfo::get_fd_table: a thread that does not share its descriptors has a table of
     * its own. If it shares them with a leader that is nowhere, Falco knows none: a difference.
     */
    @Test
    void thread_whose_leader_nobody_listed_is_a_process() throws IOException {
        RecordedProcess thread = process(41, 1, "worker", "/");
        thread.pid = 40;
        MadeRecording recording =
                new MadeRecording().processes(thread).event(OPEN, 41, opened(3, "/tmp/x"));

        assertThat(recording.last("proc.name", "proc.pid", "fd.name", "fd.num"))
                .isEqualTo("worker 40 /tmp/x 3");
    }

    /** sinsp::on_new_entry_from_proc. */
    @Test
    void descriptors_of_a_process_that_nobody_listed_are_passed_over() throws IOException {
        MadeRecording recording =
                new MadeRecording()
                        .descriptors(50, file(3, "/tmp/three"))
                        .processes(process(10, 1, "sh", "/"))
                        .event(CLOSE, 50, Map.of("fd", 3))
                        .event(CLOSE, 10, Map.of("fd", 3));

        assertThat(recording.fields("fd.name")).hasSize(2);
        assertThat(recording.last("proc.name", "fd.name")).isEqualTo("sh ");
    }

    /** next_event_from_file of scap_savefile.c has no place for them, and Falco stops. */
    @Test
    void lists_between_events_are_taken_in() throws IOException {
        MadeRecording recording =
                MadeRecording.withShell()
                        .event(CLOSE, 60, Map.of("fd", 1))
                        .processes(process(60, 1, "late", "/"))
                        .event(CLOSE, 60, Map.of("fd", 1));

        assertThat(recording.last("proc.name")).isEqualTo("late");
    }

    /** _scap_read_init: a list that is not there is not missed. */
    @Test
    void recording_without_any_list_is_scanned() throws IOException {
        MadeRecording recording = new MadeRecording().event(OPEN, 7, opened(3, "/tmp/x"));

        assertThat(recording.last("evt.type", "proc.name", "user.name", "fd.name"))
                .isEqualTo("openat <NA> <NA> /tmp/x");
    }

    /** sinsp_parser::parse_thread_exit, and reset, which asks nobody for who ends. */
    @Test
    void end_of_a_process_that_nobody_saw_is_harmless() throws IOException {
        MadeRecording recording =
                MadeRecording.withShell()
                        .event("PPME_PROCEXIT_1_E", 99, Map.of("reaper_tid", 98))
                        .event("PPME_PROCEXIT_1_E", 10, Map.of("reaper_tid", 10))
                        .event(CLOSE, 10, Map.of("fd", 5));

        assertThat(recording.last("proc.name", "fd.name")).isEqualTo("<NA> ");
    }

    /** validate_v2_event of scap_savefile.c: Falco stops; a difference. */
    @Test
    void parameter_that_reaches_behind_its_event_is_counted() throws IOException {
        MadeRecording recording = MadeRecording.withShell();
        ByteBuffer event =
                new ScapEventWriter()
                        .begin(1, 10, EventTable.get().byCodeName(CLOSE).code())
                        .putLong(0)
                        .putLong(5)
                        .end();
        event.putShort(26, (short) 0x7000);
        recording.raw(event).event(CLOSE, 10, Map.of("fd", 5));

        assertThat(recording.last("evt.num", "fd.name")).isEqualTo("2 /home/five");
        assertThat(recording.summary()).contains("Passed over: 1 events with odd parameters");
    }

    /** sinsp::restart_capture: the host is another, the numbers go on. */
    @Test
    void two_recordings_behind_each_other_are_two_hosts() throws IOException {
        byte[] first = MadeRecording.withShell().event(CLOSE, 10, Map.of("fd", 5)).bytes();
        byte[] second = new MadeRecording().event(CLOSE, 10, Map.of("fd", 5)).bytes();
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        List<String> lines = new ArrayList<>();

        new FieldTable(new FieldRow(List.of("evt.num", "proc.name")), false, lines::add)
                .run(new RecordingReader(new ByteArrayInputStream(both)));

        assertThat(lines)
                .containsExactly(
                        "{\"evt.num\":1,\"proc.name\":\"sh\"}",
                        "{\"evt.num\":2,\"proc.name\":\"<NA>\"}");
    }
}
