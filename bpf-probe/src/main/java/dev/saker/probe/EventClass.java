// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.Set;

/**
 * What an event tells of: by this losses are told apart, and it is decided what goes first when
 * there is too much. The order is that of {@code enum event_class} in maps.bpf.h; a test holds the
 * two against each other.
 */
public enum EventClass {
    CLONE_FORK("clone", "clone3", "fork", "vfork"),
    EXECVE("execve", "execveat"),
    EXIT("procexit"),
    /** Ids, capabilities, session, limits, working directory. */
    IDENTITY(
            "setuid",
            "setgid",
            "setreuid",
            "setregid",
            "setresuid",
            "setresgid",
            "setsid",
            "setpgid",
            "setrlimit",
            "capset",
            "prctl",
            "chdir",
            "fchdir",
            "chroot"),
    /** ptrace, mounts, modules, namespaces, signals: whatever is none of the others. */
    CONTROL(),
    CONNECT("connect"),
    /** What else makes and changes sockets. */
    NETWORK(
            "accept",
            "accept4",
            "bind",
            "getsockopt",
            "listen",
            "shutdown",
            "socket",
            "socketpair"),
    /** What else makes and copies descriptors. */
    DESCRIPTOR(
            "dup",
            "dup2",
            "dup3",
            "epoll_create",
            "epoll_create1",
            "eventfd",
            "eventfd2",
            "fcntl",
            "inotify_init",
            "inotify_init1",
            "io_uring_setup",
            "memfd_create",
            "pidfd_getfd",
            "pidfd_open",
            "pipe",
            "pipe2",
            "signalfd",
            "signalfd4",
            "timerfd_create",
            "userfaultfd"),
    OPEN("creat", "open", "openat", "openat2", "open_by_handle_at"),
    /** Names, owners and modes of files. */
    FILE(
            "chmod",
            "chown",
            "fchmod",
            "fchmodat",
            "fchown",
            "fchownat",
            "lchown",
            "link",
            "linkat",
            "mkdir",
            "mkdirat",
            "mknod",
            "mknodat",
            "rename",
            "renameat",
            "renameat2",
            "rmdir",
            "symlink",
            "symlinkat",
            "unlink",
            "unlinkat"),
    CLOSE("close", "close_range"),
    /** Messages sent and received. */
    TRAFFIC("recv", "recvfrom", "recvmmsg", "recvmsg", "send", "sendmmsg", "sendmsg", "sendto"),
    /** What comes with every move of a program, such as read, stat and futex. */
    VOLUME();

    private static final EventClass[] BY_CODE = byCode();

    private final Set<String> names;

    EventClass(String... names) {
        this.names = Set.of(names);
    }

    /** Of an event of the table, whatever its version. */
    public static EventClass of(int code) {
        return BY_CODE[code];
    }

    private static EventClass[] byCode() {
        EventTable table = EventTable.get();
        EventClass[] classes = new EventClass[table.size()];
        for (int code = 0; code < classes.length; code++) {
            classes[code] =
                    SupportedEvents.highRate().get(code) ? VOLUME : named(table.event(code).name());
        }
        return classes;
    }

    private static EventClass named(String name) {
        for (EventClass of : values()) {
            if (of.names.contains(name)) {
                return of;
            }
        }
        return CONTROL;
    }
}
