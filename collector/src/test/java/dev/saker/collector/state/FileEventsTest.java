// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.O_CLOEXEC;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.close;
import static dev.saker.collector.testing.Deeds.dup;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.FdType;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileEventsTest {
    private static final int O_DIRECTORY = 1 << 10;
    private static final long TID = 100;
    private static final int F_DUPFD_CLOEXEC = 26;
    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
        host.apply(exec(TID, "/bin/sh", "sh"));
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", 0).with("path", "/home/alice"));
    }

    @Test
    void openat_relativeToTheWorkingDirectory_isResolved() {
        CurrentEvent event = host.apply(openAt(TID, 3, AT_FDCWD, "../bob//x", 1));

        assertThat(text(event.fd().name())).isEqualTo("/home/bob/x");
        assertThat(text(event.fd().rawName())).isEqualTo("../bob/x");
        assertThat(event.fd().dev()).isEqualTo(5);
        assertThat(event.fd().ino()).isEqualTo(77);
        assertThat(event.fdNumber()).isEqualTo(3);
        assertThat(event.isFdNameChanged()).isTrue();
    }

    @Test
    void openat_relativeToADirectory_isResolved() {
        host.apply(openAt(TID, 5, AT_FDCWD, "/var/log", 1 | O_DIRECTORY));

        CurrentEvent event = host.apply(openAt(TID, 6, 5, "syslog", 1));

        assertThat(host.fd(TID, 5).type()).isEqualTo(FdType.DIRECTORY);
        assertThat(text(event.fd().name())).isEqualTo("/var/log/syslog");
    }

    @Test
    void openat_relativeToAnUnknownDirectory_saysSo() {
        CurrentEvent event = host.apply(openAt(TID, 6, 55, "syslog", 1));

        assertThat(text(event.fd().name())).isEqualTo("<UNKNOWN>syslog");
    }

    @Test
    void chroot_isTheRootFromThenOn_ofChildrenToo_unlessItFails() {
        CurrentEvent failed = host.apply(chroot(-1, "/nowhere"));
        assertThat(text(failed.thread.root)).isNotEqualTo("/nowhere");

        CurrentEvent event = host.apply(chroot(0, "../jail"));
        assertThat(text(event.thread.root)).isEqualTo("/home/jail");

        host.apply(born(101, TID));
        CurrentEvent child = host.apply(openAt(101, 3, AT_FDCWD, "x", 1));
        assertThat(text(child.thread.root)).isEqualTo("/home/jail");
        assertThat(text(child.fd().name())).isEqualTo("/home/alice/x");
    }

    private static Event chroot(long result, String path) {
        return Event.of(EventCodes.CHROOT, TID).with("res", result).with("path", path);
    }

    @Test
    void openat_thatFails_makesNothing() {
        CurrentEvent event = host.apply(openAt(TID, -2, AT_FDCWD, "/missing", 1));

        assertThat(event.fd()).isNull();
        assertThat(event.fdNumber()).isEqualTo(-1);
    }

    @Test
    void open_repeatedly_sharesTheEntry() {
        FdEntry first = host.apply(openAt(TID, 3, AT_FDCWD, "/etc/passwd", 1)).fd();

        assertThat(host.apply(openAt(TID, 3, AT_FDCWD, "/etc/passwd", 1)).fd()).isSameAs(first);
    }

    @Test
    void close_removesAfterItsEvent() {
        host.apply(openAt(TID, 3, AT_FDCWD, "/x", 1));

        CurrentEvent event = host.apply(close(TID, 3));

        assertThat(text(event.fd().name())).isEqualTo("/x");
        assertThat(host.fd(TID, 3)).isNull();
    }

    @Test
    void close_thatFails_removesNothing() {
        host.apply(openAt(TID, 3, AT_FDCWD, "/x", 1));

        host.apply(close(TID, 3).with("res", -4));

        assertThat(host.fd(TID, 3)).isNotNull();
    }

    @Test
    void dup_copiesWithoutCloseOnExec() {
        host.apply(openAt(TID, 3, AT_FDCWD, "/x", 1 | O_CLOEXEC));

        CurrentEvent event = host.apply(dup(TID, 3, 4));

        assertThat(event.fdNumber()).isEqualTo(4);
        assertThat(event.isFdNameChanged()).isFalse();
        assertThat(host.fd(TID, 4).isCloseOnExec()).isFalse();
        assertThat(host.fd(TID, 3).isCloseOnExec()).isTrue();
    }

    static Stream<Arguments> closeOnExecChanges() {
        return Stream.of(
                Arguments.of(fcntl(4, F_DUPFD_CLOEXEC, 0), 4L, true),
                Arguments.of(fcntl(4, 1, 0), 4L, false),
                Arguments.of(fcntl(0, 3, 1), 3L, true),
                Arguments.of(fcntl(0, 3, 0), 3L, false),
                Arguments.of(
                        Event.of(EventCodes.DUP3, TID)
                                .with("res", 4)
                                .with("oldfd", 3)
                                .with("newfd", 4)
                                .with("flags", O_CLOEXEC),
                        4L,
                        true));
    }

    @ParameterizedTest
    @MethodSource("closeOnExecChanges")
    void copyOrFlag_setsCloseOnExec(Event event, long fd, boolean expected) {
        host.apply(openAt(TID, 3, AT_FDCWD, "/x", 1 | (expected ? 0 : O_CLOEXEC)));

        host.apply(event);

        assertThat(host.fd(TID, fd).isCloseOnExec()).isEqualTo(expected);
        assertThat(text(host.fd(TID, fd).name())).isEqualTo("/x");
    }

    static Stream<Arguments> anonymousMakers() {
        return Stream.of(
                Arguments.of(EventCodes.EVENTFD2, FdType.EVENT),
                Arguments.of(EventCodes.SIGNALFD4, FdType.SIGNALFD),
                Arguments.of(EventCodes.TIMERFD_CREATE, FdType.TIMERFD),
                Arguments.of(EventCodes.INOTIFY_INIT1, FdType.INOTIFY),
                Arguments.of(EventCodes.EPOLL_CREATE1, FdType.EVENTPOLL),
                Arguments.of(EventCodes.USERFAULTFD, FdType.USERFAULTFD),
                Arguments.of(EventCodes.IO_URING_SETUP, FdType.IO_URING));
    }

    @ParameterizedTest
    @MethodSource("anonymousMakers")
    void anonymousDescriptor_hasItsType(int code, FdType type) {
        host.apply(Event.of(code, TID).with("res", 8));

        assertThat(host.fd(TID, 8).type()).isEqualTo(type);
    }

    @Test
    void memfd_isNamed() {
        Event event = Event.of(EventCodes.MEMFD_CREATE, TID);
        host.apply(event.with("fd", 8).with("name", "payload").with("flags", 1));

        assertThat(host.fd(TID, 8).type()).isEqualTo(FdType.MEMFD);
        assertThat(text(host.fd(TID, 8).name())).isEqualTo("payload");
        assertThat(host.fd(TID, 8).isCloseOnExec()).isTrue();
    }

    @Test
    void pipe_makesTwo() {
        CurrentEvent event =
                host.apply(
                        Event.of(EventCodes.PIPE2, TID)
                                .with("res", 0)
                                .with("fd1", 3)
                                .with("fd2", 4)
                                .with("ino", 99)
                                .with("flags", O_CLOEXEC));

        assertThat(host.fd(TID, 3).type()).isEqualTo(FdType.PIPE);
        assertThat(host.fd(TID, 4).ino()).isEqualTo(99);
        assertThat(host.fd(TID, 4).isCloseOnExec()).isTrue();
        assertThat(event.fdNumber()).isEqualTo(4);
    }

    @Test
    void closeRange_closesThoseInIt() {
        for (int fd = 3; fd < 8; fd++) {
            host.apply(openAt(TID, fd, AT_FDCWD, "/x", 1));
        }

        host.apply(closeRange(4, 5, 0));
        host.apply(closeRange(7, 0xffffffffL, 1 << 2));

        assertThat(host.fd(TID, 3)).isNotNull();
        assertThat(host.fd(TID, 4)).isNull();
        assertThat(host.fd(TID, 5)).isNull();
        assertThat(host.fd(TID, 6).isCloseOnExec()).isFalse();
        assertThat(host.fd(TID, 7).isCloseOnExec()).isTrue();
    }

    @Test
    void fchdir_goesToTheDescriptorsDirectory() {
        host.apply(openAt(TID, 5, AT_FDCWD, "/var/log", 1 | O_DIRECTORY));

        host.apply(Event.of(EventCodes.FCHDIR, TID).with("res", 0).with("fd", 5));

        assertThat(text(host.thread(TID).cwd())).isEqualTo("/var/log/");
    }

    @Test
    void chdir_thatFails_staysThere() {
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", -2).with("path", "/tmp"));

        assertThat(text(host.thread(TID).cwd())).isEqualTo("/home/alice/");
    }

    @Test
    void pidfdGetfd_copiesTheOthersDescriptor() {
        host.apply(born(200, 1));
        host.apply(openAt(200, 9, AT_FDCWD, "/secret", 1));
        host.apply(Event.of(EventCodes.PIDFD_OPEN, TID).with("fd", 5).with("pid", 200));

        host.apply(
                Event.of(EventCodes.PIDFD_GETFD, TID)
                        .with("fd", 6)
                        .with("pid_fd", 5)
                        .with("target_fd", 9));

        assertThat(text(host.fd(TID, 5).name())).isEqualTo("/proc/200");
        assertThat(text(host.fd(TID, 6).name())).isEqualTo("/secret");
    }

    private static Event fcntl(long result, long command, long arg) {
        return Event.of(EventCodes.FCNTL, TID)
                .with("res", result)
                .with("fd", 3)
                .with("cmd", command)
                .with("arg", arg);
    }

    private static Event closeRange(long first, long last, long flags) {
        return Event.of(EventCodes.CLOSE_RANGE, TID)
                .with("res", 0)
                .with("first", first)
                .with("last", last)
                .with("flags", flags);
    }
}
