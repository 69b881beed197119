// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DescriptorIT {
    private static final int EBADF = -9;
    private static final int EINVAL = -22;
    private static final int SCAP_CLOEXEC = 1 << 12;
    private static final int SCAP_NONBLOCK = 1 << 6;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    private static void assertSeen(String deed, String arguments, Object... expected)
            throws Exception {
        Deed done = Deed.perform((deed + " " + arguments).split(" "));

        assertThat(live.last(done, deed).params()).isEqualTo(params(expected));
    }

    @Test
    void close_anyResult_hasAllParameters() throws Exception {
        assertSeen("close", "0", "res", 0, "fd", 0);
        assertSeen("close", "-1", "res", EBADF, "fd", -1);
    }

    @Test
    void closeRange_anyResult_hasAllParameters() throws Exception {
        assertSeen("close_range", "50 60 4", "res", 0, "first", 50, "last", 60, "flags", 4);
        assertSeen("close_range", "60 50 0", "res", EINVAL, "first", 60, "last", 50, "flags", 0);
    }

    @Test
    void dup_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("dup", "0");

        assertThat(live.last(done, "dup").params())
                .isEqualTo(params("res", done.result(), "oldfd", 0));
        assertSeen("dup", "99", "res", EBADF, "oldfd", 99);
    }

    @Test
    void dup2_anyResult_hasAllParameters() throws Exception {
        assertSeen("dup2", "0 77", "res", 77, "oldfd", 0, "newfd", 77);
        assertSeen("dup2", "99 77", "res", EBADF, "oldfd", 99, "newfd", 77);
    }

    @Test
    void dup3_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                "dup3", "0 77 02000000", "res", 77, "oldfd", 0, "newfd", 77, "flags", SCAP_CLOEXEC);
        assertSeen("dup3", "0 0 0", "res", EINVAL, "oldfd", 0, "newfd", 0, "flags", 0);
    }

    @Test
    void fcntl_thatDuplicates_hasAllParameters() throws Exception {
        assertSeen("fcntl", "0 0 90", "res", 90, "fd", 0, "cmd", 1, "arg", 90);
        assertSeen("fcntl", "0 1030 91", "res", 91, "fd", 0, "cmd", 26, "arg", 91);
        assertSeen("fcntl", "99 0 90", "res", EBADF, "fd", 99, "cmd", 1, "arg", 90);
    }

    @Test
    void fcntl_thatSetsCloseOnExec_hasAllParameters() throws Exception {
        assertSeen("fcntl", "0 2 1", "res", 0, "fd", 0, "cmd", 3, "arg", 1);
    }

    @Test
    void pipe_ofTwoEnds_hasAllParameters() throws Exception {
        Deed done = Deed.perform("pipe");

        assertThat(live.last(done, "pipe").params())
                .isEqualTo(
                        params(
                                "res",
                                0,
                                "fd1",
                                done.get("fd1"),
                                "fd2",
                                done.get("fd2"),
                                "ino",
                                done.get("ino")));
    }

    @Test
    void pipe2_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("pipe2", "02004000");

        assertThat(live.last(done, "pipe2").params())
                .isEqualTo(
                        params(
                                "res",
                                0,
                                "fd1",
                                done.get("fd1"),
                                "fd2",
                                done.get("fd2"),
                                "ino",
                                done.get("ino"),
                                "flags",
                                SCAP_CLOEXEC | SCAP_NONBLOCK));
        assertSeen("pipe2", "1", "res", EINVAL, "fd1", -1, "fd2", -1, "ino", 0, "flags", 0);
    }

    @Test
    void memfdCreate_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("memfd_create", "secret", "3");

        assertThat(live.last(done, "memfd_create").params())
                .isEqualTo(params("fd", done.result(), "name", "secret", "flags", 3));
        assertSeen("memfd_create", "secret 0x4000", "fd", EINVAL, "name", "secret", "flags", 0);
    }
}
