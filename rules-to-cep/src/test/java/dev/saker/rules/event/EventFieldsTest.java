// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static dev.saker.rules.event.FieldSamples.open;
import static dev.saker.rules.event.FieldSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.Syscalls;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event tells of itself, its type and its parameters. */
class EventFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "evt.num | 99",
                "evt.time | 22:13:20.123456789",
                "evt.outputtime | 22:13:20.123456789",
                "evt.time.s | 22:13:20",
                "evt.time.iso8601 | 2023-11-14T22:13:20.123456789+0000",
                "evt.datetime | 2023-11-14 22:13:20.123456789",
                "evt.datetime.s | 2023-11-14 22:13:20",
                "evt.rawtime | 1700000000123456789",
                "evt.rawtime.s | 1700000000",
                "evt.rawtime.ns | 123456789",
                "evt.around[1700000000123456789] | 0",
                "evt.around[1700000000123456788] | 1",
                "evt.around[1700000001123456790] | 1001",
                "evt.around[0] | 1700000000124",
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

    /** sinsp_filtercheck_event.cpp, TYPE_INFRA_DOCKER_*. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Event: start ;ID: 0123456789abcdef; name:web:1; Image: nginx:1.2"
                        + " | start | 0123456789ab | web | nginx",
                "Image: reg/app@sha256:77;ID:42 | null | 42 | null | reg/app",
                "Image: sha256:77; name | null | null | null | sha256:77",
                "'' | null | null | null | null",
            })
    void infrastructureEvent_tellsOfADockerContainer(
            String told, String event, String id, String name, String image) {
        EventSample sample = open().type("PPME_INFRASTRUCTURE_EVENT_E");
        sample.res = null;
        sample.args = new ArrayList<>(Arrays.asList("docker", "x", told, "scope"));

        assertThat(read(sample, "evt.infra.docker.name")).isEqualTo(event);
        assertThat(read(sample, "evt.infra.docker.container.id")).isEqualTo(id);
        assertThat(read(sample, "evt.infra.docker.container.name")).isEqualTo(name);
        assertThat(read(sample, "evt.infra.docker.container.image")).isEqualTo(image);
        assertThat(read(open(), "evt.infra.docker.container.image")).isEqualTo("null");
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
    void buffer_left_out_is_unknown_and_makes_the_arguments_unknown() {
        EventSample sample = open().type("PPME_SYSCALL_READ_X");
        sample.args = Arrays.asList(5L, "hello".getBytes(), 3L, 80L);

        assertThat(read(sample, "evt.buffer")).isEqualTo("hello");

        sample.projection = FieldGroup.DEFAULT;

        assertThat(read(sample, "evt.buffer")).isEqualTo("unknown");
        assertThat(read(sample, "evt.args")).isEqualTo("unknown");
    }
}
