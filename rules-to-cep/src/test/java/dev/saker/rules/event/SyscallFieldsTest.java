// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Capture;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Resolved;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.rules.field.FieldInfo;
import dev.saker.scap.ByteSink;
import dev.saker.scap.Syscalls;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.TupleEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyscallFieldsTest {
    private static final Set<String> PROCESS_CLASSES = Set.of("PROCESS", "USER", "GROUP");

    private static String read(EventSample sample, String field) {
        Value value = new Value();
        sample.view().read(BoundField.of(TestFields.ref(field)), value);
        return text(field, value);
    }

    private static String text(String field, Value value) {
        if (value.kind() != Value.Kind.BYTES) {
            return value.toString();
        }
        ByteSink sink = new ByteSink();
        ValueText.append(TestFields.ref(field), value, sink);
        return sink.toString();
    }

    private static EventSample open() {
        EventSample sample = new EventSample();
        sample.shape = EventShape.OPEN_READ.bit();
        sample.ancestors =
                List.of(
                        Ancestor.of("bash", 4000),
                        Ancestor.of("sshd", 3000),
                        Ancestor.of("systemd", 1));
        sample.args =
                new ArrayList<>(
                        Arrays.asList(
                                new Resolved(3L, "<f>/etc/passwd"),
                                -100L,
                                new Resolved("passwd", "/etc/passwd"),
                                4097L,
                                0L,
                                0xfe00L,
                                77L));
        return sample;
    }

    private static EventSample connect() {
        EventSample sample = open().type("PPME_SOCKET_CONNECT_X");
        sample.fd.type = FdType.IPV4;
        sample.fd.name = "172.40.111.222:54321->142.251.111.147:443";
        sample.fd.l4Protocol = L4Protocol.TCP;
        sample.fd.flags = FdFlag.ROLE_KNOWN.bit() | FdFlag.CONNECTED.bit();
        sample.fd.tuple =
                new Tuple(
                        new byte[] {(byte) 172, 40, 111, (byte) 222},
                        54321,
                        new byte[] {(byte) 142, (byte) 251, 111, (byte) 147},
                        443,
                        TupleEnd.CLIENT);
        return sample;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "evt.num | 99",
                "evt.time | 22:13:20.123456789",
                "evt.time.s | 22:13:20",
                "evt.time.iso8601 | 2023-11-14T22:13:20.123456789+0000",
                "evt.datetime | 2023-11-14 22:13:20.123456789",
                "evt.datetime.s | 2023-11-14 22:13:20",
                "evt.rawtime | 1700000000123456789",
                "evt.rawtime.s | 1700000000",
                "evt.rawtime.ns | 123456789",
                "evt.source | syscall",
                "evt.is_async | false",
                "evt.hostname | node-1",
                "evt.type | openat",
                "evt.type.is.openat | 1",
                "evt.type.is.open | 0",
                "syscall.type | openat",
                "evt.category | file",
                "evt.dir | <",
                "evt.cpu | 1",
                "evt.res | SUCCESS",
                "evt.rawres | 3",
                "evt.failed | false",
                "evt.is_io | false",
                "evt.is_open_read | true",
                "evt.is_open_write | false",
                "evt.io_dir | null",
                "evt.count | 1",
                "evt.count.error | 0",
                "evt.count.error.file | 0",
                "evt.count.error.net | null",
                "evt.buflen | null",
                "evt.arg.fd | <f>/etc/passwd",
                "evt.arg[0] | <f>/etc/passwd",
                "evt.arg.dirfd | AT_FDCWD",
                "evt.arg.name | /etc/passwd",
                "evt.arg.dev | FE00",
                "evt.arg.oldpath | null",
                "evt.arg[17] | null",
                "evt.rawarg.flags | 4097",
                "evt.rawarg.name | passwd",
                "evt.abspath | /etc/passwd",
                "evt.buffer | null",
            })
    void event_field_reads(String field, String expected) {
        assertThat(read(open(), field)).isEqualTo(expected);
    }

    /** sinsp_filtercheck_event.cpp, TYPE_COUNT_PROCINFO: 1 for main threads, else 0. */
    @Test
    void processInformation_counts() {
        EventSample sample = open().type("PPME_PROCINFO_E");
        sample.res = null;

        assertThat(read(sample, "evt.count.threadinfo")).isEqualTo("1");
        assertThat(read(sample, "evt.count.procinfo")).isEqualTo("1");

        sample.process.flags = 0;
        assertThat(read(sample, "evt.count.procinfo")).isEqualTo("0");
        assertThat(read(open(), "evt.count.threadinfo")).isEqualTo("0");
    }

    /**
     * sinsp_filtercheck_event.cpp, TYPE_TYPE: the format's number of the call tells, on whatever
     * machine it was recorded; the kernel's only if the format had none for it.
     */
    @ParameterizedTest
    @CsvSource({"10, 999, exit_group", "10, , exit_group", "0, 231, exit_group", "0, , unknown"})
    void genericEvent_isNamedByTheFormatsNumber(long number, Long kernels, String name) {
        EventSample sample = open().type("PPME_GENERIC_X");
        long known = scapNumber("exit_group");
        sample.args = new ArrayList<>(Arrays.asList(number == 0 ? 0L : known, kernels));

        assertThat(read(sample, "evt.type")).isEqualTo(name);
        assertThat(read(sample, "syscall.type")).isEqualTo(name);
    }

    private static long scapNumber(String call) {
        long number = 0;
        while (!Syscalls.get().scapName((int) number).equals(Optional.of(call))) {
            number++;
        }
        return number;
    }

    /** sinsp_filtercheck_event.cpp, TYPE_BUFLEN_FILE: bytes of directories are no file's. */
    @Test
    void directory_failsLikeAFileAndHasNoBytesOfOne() {
        EventSample sample = open().type("PPME_SYSCALL_READ_X");
        sample.fd.type = FdType.DIRECTORY;
        sample.args = new ArrayList<>(Arrays.asList(3L, new byte[0], 3L, 3L));

        assertThat(read(sample, "evt.count.error.file")).isEqualTo("0");
        assertThat(read(sample, "evt.buflen")).isEqualTo("3");
        assertThat(read(sample, "evt.buflen.file")).isEqualTo("null");
    }

    /** sinsp_filtercheck_event.cpp, extract_argraw and TYPE_BUFFER: nothing read is a buffer. */
    @Test
    void missingParameter_isAnEmptyBufferOrFalcosWordForNoText() {
        EventSample sample = open().type("PPME_SYSCALL_READ_X");
        sample.args = new ArrayList<>(Arrays.asList(0L, null, 3L, 3L));
        assertThat(read(sample, "evt.buffer")).isEqualTo("");

        sample = open().type("PPME_SYSCALL_MOUNT_X");
        sample.res = 0L;
        sample.args = new ArrayList<>(Arrays.asList(0L, null, "/mnt", "tmpfs", 0L));
        assertThat(read(sample, "evt.rawarg.dev")).isEqualTo("<NA>");
        assertThat(read(sample, "fs.path.sourceraw")).isEqualTo("<NA>");
        assertThat(read(sample, "fs.path.source")).isEqualTo("/root/<NA>");
        assertThat(read(sample, "fs.path.target")).isEqualTo("/mnt");
    }

    /** sinsp_filtercheck_event.cpp, extract_abspath: only of a file that a handle opened. */
    @Test
    void openByHandle_hasAnAbsolutePathIfItOpened() {
        EventSample sample = open().type("PPME_SYSCALL_OPEN_BY_HANDLE_AT_X");
        sample.args = new ArrayList<>(Arrays.asList(3L, 4L, 1L, "/srv/../etc/passwd", 0L, 0L));
        assertThat(read(sample, "evt.abspath")).isEqualTo("/etc/passwd");

        sample.res = -2L;
        assertThat(read(sample, "evt.abspath")).isEqualTo("null");
    }

    /** sinsp_filtercheck_fd.cpp, TYPE_SERVERPROTO: only a connection has a protocol to print. */
    @Test
    void listeningSocket_hasAPortAndNoProtocol() {
        EventSample sample = connect();
        sample.fd.type = FdType.IPV4_SERVER;

        assertThat(read(sample, "fd.sport")).isEqualTo("443");
        assertThat(read(sample, "fd.sproto")).isEqualTo("");
        assertThat(read(sample, "fd.cproto")).isEqualTo("null");
    }

    /** threadinfo.cpp, get_fd_usage_pct_d; sinsp_filtercheck_thread.cpp, extract_arg. */
    @Test
    void usageOfDescriptors_isAtMostAll_andANumberNamesNoVariable() {
        EventSample sample = open();
        sample.resources = Map.of("fdLimit", 4L, "fdOpen", 8L);

        assertThat(read(sample, "proc.fdusage")).isEqualTo("100.0");
        assertThat(read(sample, "proc.env[7]")).isEqualTo("HOME=/root PATH=/bin");
    }

    @Test
    void flags_render_as_names() {
        assertThat(read(open(), "evt.arg.flags")).isEqualTo("O_RDONLY|O_CLOEXEC");
    }

    @Test
    void arguments_render_with_raw_and_resolved_text() {
        assertThat(read(open(), "evt.args"))
                .isEqualTo(
                        "fd=3(<f>/etc/passwd) dirfd=-100(AT_FDCWD) name=passwd(/etc/passwd)"
                                + " flags=4097(O_RDONLY|O_CLOEXEC) mode=0 dev=FE00 ino=77");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proc.name | cat",
                "proc.exe | cat",
                "proc.exepath | /usr/bin/cat",
                "proc.args | /etc/passwd",
                "proc.args[0] | /etc/passwd",
                "proc.cmdline | cat /etc/passwd",
                "proc.exeline | cat /etc/passwd",
                "proc.cmdnargs | 1",
                "proc.cmdlenargs | 11",
                "proc.pname | bash",
                "proc.pexe | bash",
                "proc.pexepath | /bin/bash",
                "proc.pcmdline | bash -l",
                "proc.ppid | 4000",
                "proc.aname | [bash, sshd, systemd]",
                "proc.aname[0] | cat",
                "proc.aname[2] | sshd",
                "proc.aname[4] | null",
                "proc.apid[3] | 1",
                "proc.acmdline[2] | sshd -l",
                "proc.aargs | -l -l -l",
                "proc.aargs[1] | -l",
                "proc.loginshellid | 4000",
                "proc.cwd | /root/",
                "proc.env | HOME=/root PATH=/bin",
                "proc.env[PATH] | /bin",
                "proc.tty | 34816",
                "proc.pid | 4711",
                "proc.sid | 4000",
                "proc.sname | bash",
                "proc.sid.exe | -bash",
                "proc.pgid.exepath | /usr/bin/make",
                "proc.vpgid.name | make",
                "proc.duration | 123456789",
                "proc.is_sid_leader | false",
                "proc.is_pgid_leader | true",
                "proc.exe_ino | 5",
                "proc.exe_ino.ctime_duration_proc_start | 100000000000000000",
                "proc.pidns_init_start_ts | null",
                "proc.fdopencount | 8",
                "proc.fdusage | 0.78125",
                "proc.stdin.type | pipe",
                "proc.stdout.name | /out",
                "proc.stderr.type | null",
                "thread.tid | 4711",
                "thread.ismain | true",
                "thread.nametid | cat4711",
                "thread.cgroups | cpu=/a memory=/b",
                "thread.cgroup.memory | /b",
                "thread.cgroup.pids | null",
                "thread.vmsize.b | 102400",
                "user.uid | 0",
                "user.name | root",
                "user.homedir | /root",
                "user.loginuid | -1",
                "group.name | root",
                "container.id | host",
                "container.full_id | host",
                "container.name | host",
                "container.start_ts | null",
                "evt.outputtime | 22:13:20.123456789",
            })
    void process_field_reads(String field, String expected) {
        assertThat(read(open(), field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.num | 3",
                "fd.name | /etc/passwd",
                "fd.nameraw | /etc/passwd",
                "fd.directory | /etc",
                "fd.filename | passwd",
                "fd.type | file",
                "fd.typechar | f",
                "fd.uid | 47113",
                "fd.containername | :/etc/passwd",
                "fd.containerdirectory | :/etc",
                "fd.ip | []",
                "fd.sip | null",
                "fd.sport | null",
                "fd.l4proto | <NA>",
                "fd.sockfamily | null",
                "fd.connected | false",
                "fd.ino | 77",
                "fs.path.name | /etc/passwd",
                "fs.path.nameraw | passwd",
                "fs.path.source | null",
            })
    void file_descriptor_field_reads(String field, String expected) {
        assertThat(read(open(), field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.cip | 172.40.111.222",
                "fd.sip | 142.251.111.147",
                "fd.lip | 172.40.111.222",
                "fd.rip | 142.251.111.147",
                "fd.cport | 54321",
                "fd.sport | 443",
                "fd.lport | 54321",
                "fd.rport | 443",
                "fd.rproto | 443",
                "fd.port | [54321, 443]",
                "fd.l4proto | tcp",
                "fd.type | ipv4",
                "fd.typechar | 4",
                "fd.sockfamily | ip",
                "fd.is_server | false",
                "fd.connected | true",
                "fd.directory | null",
                "fd.filename | null",
            })
    void socket_field_reads(String field, String expected) {
        assertThat(read(connect(), field)).isEqualTo(expected);
    }

    @Test
    void socket_without_known_roles_has_sides_only_together() {
        EventSample sample = connect();
        sample.fd.flags = 0;

        assertThat(read(sample, "fd.sip")).isEqualTo("null");
        assertThat(read(sample, "fd.port")).isEqualTo("[54321, 443]");
    }

    @Test
    void descriptor_unknown_to_the_table_keeps_number_and_guessed_kind() {
        EventSample sample = open();
        sample.fd.type = FdType.UNKNOWN;
        sample.fd.flags = FdFlag.UNKNOWN_TO_TABLE.bit();
        sample.fd.num = -1;

        assertThat(read(sample, "fd.num")).isEqualTo("-1");
        assertThat(read(sample, "fd.typechar")).isEqualTo("f");
        assertThat(read(sample, "fd.type")).isEqualTo("null");
        assertThat(read(sample, "fd.directory")).isEqualTo("/etc");
        assertThat(read(sample, "fd.filename")).isEqualTo("null");
        assertThat(read(sample, "fd.ip")).isEqualTo("null");
    }

    @Test
    void failed_call_names_its_error() {
        EventSample sample = open();
        sample.res = -2L;

        assertThat(read(sample, "evt.res")).isEqualTo("ENOENT");
        assertThat(read(sample, "evt.failed")).isEqualTo("true");
    }

    @Test
    void generic_event_has_the_name_of_its_system_call() {
        EventSample sample = new EventSample().type("PPME_GENERIC_X");
        sample.args = List.of(0L, 39L);
        sample.res = null;

        assertThat(read(sample, "evt.type")).isEqualTo("getpid");
        assertThat(read(sample, "evt.args")).isEmpty();
        assertThat(read(sample, "evt.rawres")).isEqualTo("null");
    }

    @Test
    void capabilities_read_as_names() {
        EventSample sample = open();
        sample.process.capEffective = 1L << 21 | 1;

        assertThat(read(sample, "thread.cap_effective")).isEqualTo("CAP_CHOWN CAP_SYS_ADMIN");
        assertThat(read(sample, "thread.cap_permitted")).isEmpty();
    }

    @Test
    void relative_path_without_text_is_taken_from_the_working_directory() {
        EventSample sample = open().type("PPME_SYSCALL_MKDIR_2_X");
        sample.res = 0L;
        sample.args = List.of(0L, "../tmp//./new/", 0x1ffL);

        assertThat(read(sample, "fs.path.name")).isEqualTo("/tmp/new");
        assertThat(read(sample, "fs.path.nameraw")).isEqualTo("../tmp//./new/");
    }

    @Test
    void link_is_told_from_where_it_appears() {
        EventSample sample = open().type("PPME_SYSCALL_LINK_2_X");
        sample.res = 0L;
        sample.args = List.of(0L, "/old", "/new");

        assertThat(read(sample, "fs.path.source")).isEqualTo("/new");
        assertThat(read(sample, "fs.path.target")).isEqualTo("/old");
    }

    @Test
    void everything_of_a_missing_process_is_null() {
        EventSample sample = open();
        sample.process = null;
        sample.leaders = null;

        for (FieldInfo field : TestFields.all()) {
            boolean answered = SyscallFields.answers(field.name());
            if (answered
                    && PROCESS_CLASSES.contains(field.fieldClass().name())
                    && !field.name().equals("thread.tid")) {
                assertThat(read(sample, field.name())).as(field.name()).isEqualTo("null");
            }
        }
    }

    @Test
    void field_of_an_absent_group_is_unknown() {
        EventSample sample = open();
        sample.projection = 0;
        sample.containerId = "0123456789ab"; // of the host everything is known
        List<Object> args = new ArrayList<>(sample.args);
        sample.args = args;

        for (FieldInfo field : TestFields.all()) {
            if (!field.group().isEmpty()
                    && SyscallFields.answers(field.name())
                    && !field.group().equals(FieldGroup.DATA.name())) {
                String value = read(sample, field.name());
                assertThat(value).as(field.name()).contains("unknown");
            }
        }
    }

    @Test
    void buffer_left_out_is_unknown_and_makes_the_arguments_unknown() {
        EventSample sample = open().type("PPME_SYSCALL_READ_X");
        sample.args = Arrays.asList(5L, "hello".getBytes(), 3L, 80L);

        assertThat(read(sample, "evt.buffer")).isEqualTo("hello");

        sample.projection = FieldGroup.DEFAULT;

        assertThat(read(sample, "evt.buffer")).isEqualTo("unknown");
        assertThat(read(sample, "evt.args")).isEqualTo("unknown");
    }

    @Test
    void container_metadata_is_known_on_the_host_only() {
        EventSample sample = open();

        assertThat(read(sample, "container.image.repository")).isEmpty();

        sample.containerId = "0123456789ab";
        sample.containerFullId = "0123456789abcdef";
        sample.projection = FieldGroup.DEFAULT;

        assertThat(read(sample, "container.image.repository")).isEqualTo("unknown");
        assertThat(read(sample, "container.full_id")).isEqualTo("0123456789abcdef");
        assertThat(SyscallFields.answers("container.image.repository")).isTrue();
    }

    @Test
    void capture_of_records_misses_exactly_what_they_do_not_answer() {
        Capture capture = Capture.ofEvents(new BitSet());

        for (FieldInfo field : TestFields.all()) {
            if (field.fieldClass().hasSource("syscall")) {
                assertThat(capture.misses(field.name()))
                        .as(field.name())
                        .isEqualTo(!SyscallFields.answers(field.name()));
            }
        }
    }
}
