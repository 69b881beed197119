// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.O_CLOEXEC;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.openAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a descriptor of which letter, and which of them a new program inherits. */
class DescriptorKindsTest {
    private static final long TID = 100;
    private static final int F_DUPFD = 1;
    private static final int F_SETFD = 3;
    private static final int F_DUPFD_CLOEXEC = 26;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
        host.apply(openAt(TID, 3, AT_FDCWD, "/file", 1));
        host.apply(openAt(TID, 4, AT_FDCWD, "/file", 1 | O_CLOEXEC));
    }

    @ParameterizedTest(name = "{0} makes {1}")
    @CsvSource({
        "PPME_SYSCALL_OPEN_X, f",
        "PPME_SYSCALL_OPENAT_2_X, f",
        "PPME_SYSCALL_OPENAT2_X, f",
        "PPME_SYSCALL_CREAT_X, f",
        "PPME_SYSCALL_OPEN_BY_HANDLE_AT_X, f",
        "PPME_SYSCALL_EVENTFD_X, e",
        "PPME_SYSCALL_EVENTFD2_X, e",
        "PPME_SYSCALL_SIGNALFD_X, s",
        "PPME_SYSCALL_SIGNALFD4_X, s",
        "PPME_SYSCALL_TIMERFD_CREATE_X, t",
        "PPME_SYSCALL_INOTIFY_INIT_X, i",
        "PPME_SYSCALL_INOTIFY_INIT1_X, i",
        "PPME_SYSCALL_EPOLL_CREATE_X, l",
        "PPME_SYSCALL_EPOLL_CREATE1_X, l",
        "PPME_SYSCALL_USERFAULTFD_X, u",
        "PPME_SYSCALL_IO_URING_SETUP_X, r",
        "PPME_SYSCALL_BPF_2_X, b",
        "PPME_SYSCALL_MEMFD_CREATE_X, m",
        "PPME_SYSCALL_PIDFD_OPEN_X, P",
    })
    void creator_thatSucceeds_makesItsKind(String codeName, char kind) {
        host.apply(resulting(codeName, 50));
        host.apply(resulting(codeName, -24));

        assertThat(host.fd(TID, 50).type().typeChar()).isEqualTo(kind);
        assertThat(host.fd(TID, -24)).isNull();
        assertThat(host.thread(TID).fds().size()).isEqualTo(3);
    }

    private static Event resulting(String codeName, long result) {
        EventInfo info = EventTable.get().byCodeName(codeName);
        return Event.of(info.code(), TID).with(info.params().get(0).name(), result);
    }

    @ParameterizedTest(name = "dup3 of {0} with close-on-exec")
    @ValueSource(longs = {3, 4})
    void dup3_takesItsFlagForTheCopy(long original) {
        host.apply(dup3(original, 10, O_CLOEXEC));
        host.apply(dup3(original, 11, 0));

        host.apply(exec(TID, "/bin/true", "true"));

        assertThat(host.fd(TID, 10)).isNull();
        assertThat(host.fd(TID, 11)).isNotNull();
    }

    private static Event dup3(long from, long to, int flags) {
        return Event.of(EventCodes.DUP3, TID)
                .with("res", to)
                .with("oldfd", from)
                .with("newfd", to)
                .with("flags", flags);
    }

    @Test
    void fcntl_duplicatesWithOrWithoutCloseOnExec() {
        host.apply(fcntl(4, F_DUPFD, 0, 10));
        host.apply(fcntl(3, F_DUPFD_CLOEXEC, 0, 11));

        assertThat(TestHost.text(host.fd(TID, 10).name())).isEqualTo("/file");
        assertThat(host.fd(TID, 10).isCloseOnExec()).isFalse();
        assertThat(host.fd(TID, 11).isCloseOnExec()).isTrue();
    }

    @Test
    void fcntl_changesCloseOnExec() {
        host.apply(fcntl(3, F_SETFD, 1, 0));
        host.apply(fcntl(4, F_SETFD, 0, 0));

        host.apply(exec(TID, "/bin/true", "true"));

        assertThat(host.fd(TID, 3)).isNull();
        assertThat(host.fd(TID, 4)).isNotNull();
    }

    private static Event fcntl(long fd, int command, long argument, long result) {
        return Event.of(EventCodes.FCNTL, TID)
                .with("res", result)
                .with("fd", fd)
                .with("cmd", command)
                .with("arg", argument);
    }
}
