// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.FdType;
import java.nio.charset.StandardCharsets;

/** Events that copy, close and make descriptors that are neither files nor sockets. */
final class DescriptorEvents {
    private static final int CLOSE_RANGE_CLOEXEC = 1 << 2;
    private static final long F_DUPFD = 1;
    private static final long F_SETFD = 3;
    private static final long F_DUPFD_CLOEXEC = 26;
    private static final long FD_CLOEXEC = 1;
    private static final int MEMFD_CLOEXEC = 1;
    private static final int EPOLL_CLOEXEC = 1;
    private static final String PROC = "/proc/";

    private final HostState host;

    DescriptorEvents(HostState host) {
        this.host = host;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.CLOSE, event -> event.closesFd = event.succeeded() && event.fd != null);
        table.on(EventCodes.CLOSE_RANGE, this::closeRange);
        table.on(EventCodes.DUP, event -> dup(event, false));
        table.on(EventCodes.DUP2, event -> dup(event, false));
        table.on(EventCodes.DUP3, event -> dup(event, isCloseOnExec(event.number(3))));
        table.on(EventCodes.FCNTL, this::fcntl);
        table.on(EventCodes.PIPE, event -> pipe(event, 0));
        table.on(EventCodes.PIPE2, event -> pipe(event, (int) event.number(4)));
        table.on(EventCodes.MEMFD_CREATE, this::memfd);
        table.on(EventCodes.PIDFD_OPEN, this::pidfdOpen);
        table.on(EventCodes.PIDFD_GETFD, this::pidfdGetfd);
        enterAnonymous(table);
    }

    private void enterAnonymous(HandlerTable table) {
        anonymous(table, EventCodes.EVENTFD, FdType.EVENT, -1);
        anonymous(table, EventCodes.EVENTFD2, FdType.EVENT, 1);
        anonymous(table, EventCodes.SIGNALFD, FdType.SIGNALFD, -1);
        anonymous(table, EventCodes.SIGNALFD4, FdType.SIGNALFD, 1);
        anonymous(table, EventCodes.TIMERFD_CREATE, FdType.TIMERFD, 2);
        anonymous(table, EventCodes.INOTIFY_INIT, FdType.INOTIFY, -1);
        anonymous(table, EventCodes.INOTIFY_INIT1, FdType.INOTIFY, 1);
        anonymous(table, EventCodes.EPOLL_CREATE, FdType.EVENTPOLL, -1);
        anonymous(table, EventCodes.USERFAULTFD, FdType.USERFAULTFD, -1);
        anonymous(table, EventCodes.IO_URING_SETUP, FdType.IO_URING, -1);
        anonymous(table, EventCodes.BPF, FdType.BPF, -1);
        table.on(EventCodes.EPOLL_CREATE1, this::epollCreate);
    }

    private static void anonymous(HandlerTable table, int code, FdType type, int flagsParam) {
        table.on(
                code,
                event -> {
                    if (event.succeeded()) {
                        int flags = flagsParam < 0 ? 0 : (int) event.number(flagsParam);
                        event.setNewFd(event.result, FdEntry.unnamed(type, flags));
                    }
                });
    }

    private void closeRange(CurrentEvent event) {
        if (!event.succeeded()) {
            return;
        }
        FdTable fds = event.thread.fds();
        if ((event.number(3) & CLOSE_RANGE_CLOEXEC) != 0) {
            fds.closeRangeOnExec(event.number(1), event.number(2));
        } else {
            fds.removeRange(event.number(1), event.number(2));
        }
    }

    private void dup(CurrentEvent event, boolean closeOnExec) {
        if (event.succeeded() && event.fd != null) {
            event.setFd(event.result, event.fd.withCloseOnExec(closeOnExec));
        }
    }

    private void fcntl(CurrentEvent event) {
        if (!event.succeeded() || event.fd == null) {
            return;
        }
        long command = event.number(2);
        if (command == F_SETFD) {
            boolean closeOnExec = (event.number(3) & FD_CLOEXEC) != 0;
            event.setFd(event.fdNumber, event.fd.withCloseOnExec(closeOnExec));
        } else if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
            dup(event, command == F_DUPFD_CLOEXEC);
        }
    }

    private void pipe(CurrentEvent event, int flags) {
        if (!event.succeeded()) {
            return;
        }
        FdEntry end =
                FdEntry.file(
                        FdType.PIPE,
                        ByteStrings.EMPTY,
                        ByteStrings.EMPTY,
                        flags,
                        0,
                        event.number(3));
        event.setNewFd(event.number(1), end);
        event.setNewFd(event.number(2), end);
    }

    private void memfd(CurrentEvent event) {
        if (event.succeeded()) {
            boolean closeOnExec = (event.number(2) & MEMFD_CLOEXEC) != 0;
            FdEntry entry = FdEntry.named(FdType.MEMFD, event.knownText(1), 0);
            event.setNewFd(event.result, entry.withCloseOnExec(closeOnExec));
        }
    }

    private void pidfdOpen(CurrentEvent event) {
        if (event.succeeded()) {
            long pid = event.number(1);
            byte[] name = (PROC + pid).getBytes(StandardCharsets.US_ASCII);
            FdEntry entry = FdEntry.pidfd(name, (int) event.number(2), pid);
            // The kernel opens every pidfd close-on-exec, which Falco does not know.
            event.setNewFd(event.result, entry.withCloseOnExec(!host.isStrictFalco()));
        }
    }

    private void pidfdGetfd(CurrentEvent event) {
        FdEntry pidfd = event.succeeded() ? event.thread.fds().get(event.number(1)) : null;
        if (pidfd == null || pidfd.type() != FdType.PIDFD) {
            return;
        }
        ThreadEntry owner = host.threads().get(pidfd.pid());
        FdEntry target = owner == null ? null : owner.fds().get(event.number(2));
        if (target != null) {
            event.setFd(event.result, target.withCloseOnExec(true));
            event.fdNameBefore = target.name();
        }
    }

    private void epollCreate(CurrentEvent event) {
        if (event.succeeded()) {
            boolean closeOnExec = (event.number(1) & EPOLL_CLOEXEC) != 0;
            FdEntry entry = FdEntry.unnamed(FdType.EVENTPOLL, 0);
            event.setNewFd(event.result, entry.withCloseOnExec(closeOnExec));
        }
    }

    private static boolean isCloseOnExec(long openFlags) {
        return (openFlags & FdEntry.O_CLOEXEC) != 0;
    }
}
