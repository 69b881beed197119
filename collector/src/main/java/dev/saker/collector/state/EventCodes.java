// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.EventTable;

/** Codes of the events that change the host's state, by the names of the event table. */
public final class EventCodes {
    public static final int PROCEXIT = code("PPME_PROCEXIT_1_E");
    public static final int ASYNC = code("PPME_ASYNCEVENT_E");
    public static final int CLONE = syscall("CLONE_20");
    public static final int CLONE3 = syscall("CLONE3");
    public static final int FORK = syscall("FORK_20");
    public static final int VFORK = syscall("VFORK_20");
    public static final int EXECVE = syscall("EXECVE_19");
    public static final int EXECVEAT = syscall("EXECVEAT");
    public static final int SETSID = syscall("SETSID");
    public static final int PRCTL = syscall("PRCTL");
    public static final int SETUID = syscall("SETUID");
    public static final int SETREUID = syscall("SETREUID");
    public static final int SETRESUID = syscall("SETRESUID");
    public static final int SETGID = syscall("SETGID");
    public static final int SETREGID = syscall("SETREGID");
    public static final int SETRESGID = syscall("SETRESGID");
    public static final int CAPSET = syscall("CAPSET");
    public static final int UNSHARE = syscall("UNSHARE");
    public static final int SETNS = syscall("SETNS");
    public static final int OPEN = syscall("OPEN");
    public static final int OPENAT = syscall("OPENAT_2");
    public static final int OPENAT2 = syscall("OPENAT2");
    public static final int OPEN_BY_HANDLE_AT = syscall("OPEN_BY_HANDLE_AT");
    public static final int CREAT = syscall("CREAT");
    public static final int CLOSE = syscall("CLOSE");
    public static final int CLOSE_RANGE = syscall("CLOSE_RANGE");
    public static final int DUP = syscall("DUP_1");
    public static final int DUP2 = syscall("DUP2");
    public static final int DUP3 = syscall("DUP3");
    public static final int FCNTL = syscall("FCNTL");
    public static final int PIPE = syscall("PIPE");
    public static final int PIPE2 = syscall("PIPE2");
    public static final int CHDIR = syscall("CHDIR");
    public static final int FCHDIR = syscall("FCHDIR");
    public static final int CHROOT = syscall("CHROOT");
    public static final int MEMFD_CREATE = syscall("MEMFD_CREATE");
    public static final int PIDFD_OPEN = syscall("PIDFD_OPEN");
    public static final int PIDFD_GETFD = syscall("PIDFD_GETFD");
    public static final int EVENTFD = syscall("EVENTFD");
    public static final int EVENTFD2 = syscall("EVENTFD2");
    public static final int SIGNALFD = syscall("SIGNALFD");
    public static final int SIGNALFD4 = syscall("SIGNALFD4");
    public static final int TIMERFD_CREATE = syscall("TIMERFD_CREATE");
    public static final int INOTIFY_INIT = syscall("INOTIFY_INIT");
    public static final int INOTIFY_INIT1 = syscall("INOTIFY_INIT1");
    public static final int EPOLL_CREATE = syscall("EPOLL_CREATE");
    public static final int EPOLL_CREATE1 = syscall("EPOLL_CREATE1");
    public static final int USERFAULTFD = syscall("USERFAULTFD");
    public static final int IO_URING_SETUP = syscall("IO_URING_SETUP");
    public static final int BPF = syscall("BPF_2");
    public static final int SPLICE = syscall("SPLICE");
    public static final int SOCKET = socket("SOCKET");
    public static final int SOCKETPAIR = socket("SOCKETPAIR");
    public static final int CONNECT = socket("CONNECT");
    public static final int BIND = socket("BIND");
    public static final int ACCEPT = socket("ACCEPT_5");
    public static final int ACCEPT4 = socket("ACCEPT4_6");
    public static final int GETSOCKOPT = socket("GETSOCKOPT");

    private EventCodes() {}

    /** Whether the event announces a new thread, by its caller or by the thread itself. */
    public static boolean isClone(int code) {
        return code == CLONE || code == CLONE3 || code == FORK || code == VFORK;
    }

    private static int syscall(String name) {
        return code("PPME_SYSCALL_" + name + "_X");
    }

    private static int socket(String name) {
        return code("PPME_SOCKET_" + name + "_X");
    }

    private static int code(String codeName) {
        return EventTable.get().byCodeName(codeName).code();
    }
}
