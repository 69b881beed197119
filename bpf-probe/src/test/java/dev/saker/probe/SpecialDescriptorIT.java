// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.Syscalls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Calls that need no preparation, made by number: descriptors of a special kind, and the system.
 */
class SpecialDescriptorIT {
    private static final int EBADF = -9;
    private static final int EFAULT = -14;
    private static final int EINVAL = -22;
    private static final int ENOENT = -2;
    private static final int ESRCH = -3;
    private static final int SCAP_CLOEXEC = 1 << 12;
    private static final int SCAP_NONBLOCK = 1 << 6;
    private static final String CLOEXEC_NONBLOCK = "02004000";
    private static final Object RESULT = new Object();

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    /** RESULT stands for what the deed said. */
    private static void assertSeen(String call, String arguments, Object... expected)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("call", number(call)));
        words.addAll(List.of(arguments.split(" ")));
        Deed deed = Deed.perform(words.toArray(String[]::new));
        expected[1] = expected[1] == RESULT ? deed.result() : expected[1];

        assertThat(live.last(deed, call).params()).isEqualTo(params(expected));
        assertThat(deed.result()).isEqualTo(((Number) expected[1]).longValue());
    }

    private static String number(String call) {
        return IntStream.range(0, 512)
                .filter(at -> Syscalls.get().name(at).filter(call::equals).isPresent())
                .mapToObj(Integer::toString)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eventfd2_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                "eventfd2",
                "7 " + CLOEXEC_NONBLOCK,
                "res",
                RESULT,
                "flags",
                SCAP_CLOEXEC | SCAP_NONBLOCK,
                "initval",
                7);
        assertSeen("eventfd2", "7 0x100", "res", EINVAL, "flags", 0, "initval", 7);
    }

    @Test
    void timerfdCreate_anyResult_hasAllParameters() throws Exception {
        assertSeen("timerfd_create", "1 0", "res", RESULT, "clockid", 1, "flags", 0);
        assertSeen("timerfd_create", "99 0", "res", EINVAL, "clockid", 99, "flags", 0);
    }

    @Test
    void signalfd4_failure_hasAllParameters() throws Exception {
        assertSeen(
                "signalfd4",
                "-1 0 8 " + CLOEXEC_NONBLOCK,
                "res",
                EFAULT,
                "flags",
                SCAP_CLOEXEC | SCAP_NONBLOCK,
                "fd",
                -1,
                "mask",
                0);
    }

    @Test
    void inotifyInit1_anyResult_hasAllParameters() throws Exception {
        assertSeen("inotify_init1", "02000000", "res", RESULT, "flags", SCAP_CLOEXEC);
        assertSeen("inotify_init1", "1", "res", EINVAL, "flags", 0);
    }

    @Test
    void epollCreate1_anyResult_hasAllParameters() throws Exception {
        assertSeen("epoll_create1", "02000000", "res", RESULT, "flags", 1);
        assertSeen("epoll_create1", "1", "res", EINVAL, "flags", 0);
    }

    @Test
    void pidfd_ofOwnProcess_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("pidfd", "04000");

        assertThat(live.last(deed, "pidfd_open").params())
                .isEqualTo(params("fd", deed.get("pidfd"), "pid", deed.pid(), "flags", 1));
        assertThat(live.last(deed, "pidfd_getfd").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "pid_fd",
                                deed.get("pidfd"),
                                "target_fd",
                                1,
                                "flags",
                                0));
    }

    @Test
    void userfaultfd_anyResult_hasAllParameters() throws Exception {
        assertSeen("userfaultfd", "0x10", "res", RESULT, "flags", 0x10);
    }

    @Test
    void ioUringSetup_anyResult_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("io_uring_setup");

        SeenEvent event = live.last(deed, "io_uring_setup");
        assertThat(event.number("res")).isEqualTo(deed.result());
        assertThat(event.number("entries")).isEqualTo(4);
        assertThat(event.number("sq_entries")).isEqualTo(deed.get("sq_entries"));
        assertThat(event.number("cq_entries")).isEqualTo(deed.get("cq_entries"));
        assertThat(event.number("flags")).isEqualTo(1 << 4 | 1 << 5);
        assertThat(event.number("features")).isEqualTo(deed.get("features") & 0x7ff);
    }

    @Test
    void openByHandleAt_success_hasPath() throws Exception {
        Deed deed = Deed.perform("open_by_handle_at", "/", "/etc/passwd");

        assertThat(live.last(deed, "open_by_handle_at").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "mountfd",
                                deed.get("mountfd"),
                                "flags",
                                1,
                                "path",
                                "/etc/passwd",
                                "dev",
                                deed.get("dev"),
                                "ino",
                                deed.get("ino")));
    }

    @Test
    void openByHandleAt_failure_hasNoPath() throws Exception {
        Deed deed = Deed.perform("call", number("open_by_handle_at"), "-1", "0", "0");

        SeenEvent event = live.last(deed, "open_by_handle_at");
        assertThat(event.number("fd")).isEqualTo(deed.result()).isNegative();
        assertThat(event.params().get("path")).isNull();
    }

    @Test
    void namespaces_anyResult_haveAllParameters() throws Exception {
        assertSeen("setns", "-1 0x20000000", "res", EBADF, "fd", -1, "nstype", 1 << 6);
        assertSeen("unshare", "0x20000", "res", 0, "flags", 1 << 5);
        assertSeen("unshare", "0x100", "res", 0, "flags", 1 << 15);
    }

    @Test
    void mount_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                "mount",
                "'none '/no/such/place 'tmpfs 0xc0ed0006",
                "res",
                ENOENT,
                "dev",
                "none",
                "dir",
                "/no/such/place",
                "type",
                "tmpfs",
                "flags",
                6);
        assertSeen(
                "umount2",
                "'/no/such/place 2",
                "res",
                ENOENT,
                "name",
                "/no/such/place",
                "flags",
                2);
    }

    @Test
    void modules_thatDoNotLoad_haveAllParameters() throws Exception {
        assertSeen(
                "finit_module",
                "-1 'option=1 2",
                "res",
                RESULT,
                "fd",
                -1,
                "uargs",
                "option=1",
                "flags",
                2);
        assertSeen(
                "init_module",
                "'notamodule 10 'x=y",
                "res",
                RESULT,
                "img",
                "notamodule",
                "length",
                10,
                "uargs",
                "x=y");
        assertSeen("delete_module", "'nosuch 01000", "res", RESULT, "name", "nosuch", "flags", 1);
    }

    @Test
    void bpf_failure_hasCommand() throws Exception {
        assertSeen("bpf", "5 0 0", "fd", RESULT, "cmd", 5);
    }

    @Test
    void kill_anyResult_hasAllParameters() throws Exception {
        assertSeen("kill", "1 0", "res", 0, "pid", 1, "sig", 0);
        assertSeen("kill", "99999999 15", "res", ESRCH, "pid", 99999999, "sig", 15);
    }

    @Test
    void setpgid_anyResult_hasAllParameters() throws Exception {
        assertSeen("setpgid", "0 0", "res", 0, "pid", 0, "pgid", 0);
        assertSeen("setpgid", "0 -5", "res", EINVAL, "pid", 0, "pgid", -5);
    }

    @Test
    void owners_ofMissingFile_haveAllParameters() throws Exception {
        String missing = "/no/such/file";

        assertSeen(
                "chown",
                "'" + missing + " 1 2",
                "res",
                ENOENT,
                "path",
                missing,
                "uid",
                1,
                "gid",
                2);
        assertSeen(
                "lchown",
                "'" + missing + " 1 2",
                "res",
                ENOENT,
                "path",
                missing,
                "uid",
                1,
                "gid",
                2);
        assertSeen("fchown", "-1 1 2", "res", EBADF, "fd", -1, "uid", 1, "gid", 2);
        assertSeen(
                "fchownat",
                "-100 '" + missing + " 1 2 0x100",
                "res",
                ENOENT,
                "dirfd",
                -100,
                "pathname",
                missing,
                "uid",
                1,
                "gid",
                2,
                "flags",
                0x100);
    }

    @Test
    void mknod_inMissingDirectory_hasAllParameters() throws Exception {
        String missing = "/no/such/device";

        assertSeen(
                "mknod",
                "'" + missing + " 0020600 0x103",
                "res",
                ENOENT,
                "path",
                missing,
                "mode",
                0020600,
                "dev",
                0x103);
        assertSeen(
                "mknodat",
                "-100 '" + missing + " 0010600 0",
                "res",
                ENOENT,
                "dirfd",
                -100,
                "path",
                missing,
                "mode",
                0010600,
                "dev",
                0);
    }
}
