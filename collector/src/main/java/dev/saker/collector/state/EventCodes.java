// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.EventTable;
import java.util.List;

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

    public static final int GETCWD = syscall("GETCWD");
    public static final int GETRLIMIT = syscall("GETRLIMIT");
    public static final int SETRLIMIT = syscall("SETRLIMIT");
    public static final int PRLIMIT = syscall("PRLIMIT");
    public static final int BRK = syscall("BRK_4");
    public static final int MMAP = syscall("MMAP");
    public static final int MMAP2 = syscall("MMAP2");
    public static final int MUNMAP = syscall("MUNMAP");
    public static final int RECV = socket("RECV");
    public static final int RECVFROM = socket("RECVFROM");
    public static final int RECVMSG = socket("RECVMSG");
    public static final int RECVMMSG = socket("RECVMMSG");
    public static final int SEND = socket("SEND");
    public static final int SENDTO = socket("SENDTO");
    public static final int SENDMSG = socket("SENDMSG");
    public static final int SENDMMSG = socket("SENDMMSG");
    static final List<Integer> READS =
            List.of(syscall("READ"), syscall("READV"), syscall("PREAD"), syscall("PREADV"));
    static final List<Integer> WRITES =
            List.of(syscall("WRITE"), syscall("WRITEV"), syscall("PWRITE"), syscall("PWRITEV"));
    public static final int PROCINFO = code("PPME_PROCINFO_E");
    public static final int CONTAINER_JSON = code("PPME_CONTAINER_JSON_2_E");
    public static final int USER_ADDED = code("PPME_USER_ADDED_E");
    public static final int USER_DELETED = code("PPME_USER_DELETED_E");
    public static final int GROUP_ADDED = code("PPME_GROUP_ADDED_E");
    public static final int GROUP_DELETED = code("PPME_GROUP_DELETED_E");
    public static final int PLUGIN = code("PPME_PLUGINEVENT_E");
    public static final int SWITCH = code("PPME_SCHEDSWITCH_6_E");

    /**
     * Enter events that tell what their exit event may lack. Drivers of today send none of them.
     */
    public static final int OPEN_ENTER = OPEN - 1;

    public static final int OPENAT_ENTER = OPENAT - 1;
    public static final int OPENAT2_ENTER = OPENAT2 - 1;
    public static final int CREAT_ENTER = CREAT - 1;
    public static final int CONNECT_ENTER = CONNECT - 1;
    public static final int EXECVE_ENTER = EXECVE - 1;
    public static final int EXECVEAT_ENTER = EXECVEAT - 1;

    private EventCodes() {}

    /** Whether the event is kept for its exit event and is nothing that rules see. */
    public static boolean isKeptEnter(int code) {
        return code == OPEN_ENTER
                || code == OPENAT_ENTER
                || code == OPENAT2_ENTER
                || code == CREAT_ENTER
                || code == CONNECT_ENTER
                || code == EXECVE_ENTER
                || code == EXECVEAT_ENTER;
    }

    /** Whether the event is about the host, not about the thread that it names. */
    static boolean isWithoutThread(int code) {
        return code == ASYNC
                || code == CONTAINER_JSON
                || code == USER_ADDED
                || code == USER_DELETED
                || code == GROUP_ADDED
                || code == GROUP_DELETED
                || code == PLUGIN;
    }

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
