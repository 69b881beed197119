// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import dev.saker.scap.Syscalls;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The events the BPF programs can emit; a test holds it against the object's own table. */
final class SupportedEvents {
    private static final List<String> ORDINARY =
            List.of(
                    "PPME_PROCEXIT_1_E",
                    "PPME_SOCKET_ACCEPT4_6_X",
                    "PPME_SOCKET_ACCEPT_5_X",
                    "PPME_SOCKET_BIND_X",
                    "PPME_SOCKET_CONNECT_X",
                    "PPME_SOCKET_GETSOCKOPT_X",
                    "PPME_SOCKET_LISTEN_X",
                    "PPME_SOCKET_RECVFROM_X",
                    "PPME_SOCKET_RECVMMSG_X",
                    "PPME_SOCKET_RECVMSG_X",
                    "PPME_SOCKET_RECV_X",
                    "PPME_SOCKET_SENDMMSG_X",
                    "PPME_SOCKET_SENDMSG_X",
                    "PPME_SOCKET_SENDTO_X",
                    "PPME_SOCKET_SEND_X",
                    "PPME_SOCKET_SHUTDOWN_X",
                    "PPME_SOCKET_SOCKETPAIR_X",
                    "PPME_SOCKET_SOCKET_X",
                    "PPME_SYSCALL_BPF_2_X",
                    "PPME_SYSCALL_CAPSET_X",
                    "PPME_SYSCALL_CHDIR_X",
                    "PPME_SYSCALL_CHMOD_X",
                    "PPME_SYSCALL_CHOWN_X",
                    "PPME_SYSCALL_CHROOT_X",
                    "PPME_SYSCALL_CLONE3_X",
                    "PPME_SYSCALL_CLONE_20_X",
                    "PPME_SYSCALL_CLOSE_RANGE_X",
                    "PPME_SYSCALL_CLOSE_X",
                    "PPME_SYSCALL_CREAT_X",
                    "PPME_SYSCALL_DELETE_MODULE_X",
                    "PPME_SYSCALL_DUP2_X",
                    "PPME_SYSCALL_DUP3_X",
                    "PPME_SYSCALL_DUP_1_X",
                    "PPME_SYSCALL_EPOLL_CREATE1_X",
                    "PPME_SYSCALL_EPOLL_CREATE_X",
                    "PPME_SYSCALL_EVENTFD2_X",
                    "PPME_SYSCALL_EVENTFD_X",
                    "PPME_SYSCALL_EXECVEAT_X",
                    "PPME_SYSCALL_EXECVE_19_X",
                    "PPME_SYSCALL_FCHDIR_X",
                    "PPME_SYSCALL_FCHMODAT_X",
                    "PPME_SYSCALL_FCHMOD_X",
                    "PPME_SYSCALL_FCHOWNAT_X",
                    "PPME_SYSCALL_FCHOWN_X",
                    "PPME_SYSCALL_FCNTL_X",
                    "PPME_SYSCALL_FINIT_MODULE_X",
                    "PPME_SYSCALL_FORK_20_X",
                    "PPME_SYSCALL_FSCONFIG_X",
                    "PPME_SYSCALL_INIT_MODULE_X",
                    "PPME_SYSCALL_INOTIFY_INIT1_X",
                    "PPME_SYSCALL_INOTIFY_INIT_X",
                    "PPME_SYSCALL_IO_URING_REGISTER_X",
                    "PPME_SYSCALL_IO_URING_SETUP_X",
                    "PPME_SYSCALL_KEYCTL_X",
                    "PPME_SYSCALL_KILL_X",
                    "PPME_SYSCALL_LCHOWN_X",
                    "PPME_SYSCALL_LINKAT_2_X",
                    "PPME_SYSCALL_LINK_2_X",
                    "PPME_SYSCALL_MEMFD_CREATE_X",
                    "PPME_SYSCALL_MKDIRAT_X",
                    "PPME_SYSCALL_MKDIR_2_X",
                    "PPME_SYSCALL_MKNODAT_X",
                    "PPME_SYSCALL_MKNOD_X",
                    "PPME_SYSCALL_MLOCK2_X",
                    "PPME_SYSCALL_MLOCKALL_X",
                    "PPME_SYSCALL_MLOCK_X",
                    "PPME_SYSCALL_MOUNT_X",
                    "PPME_SYSCALL_MUNLOCKALL_X",
                    "PPME_SYSCALL_MUNLOCK_X",
                    "PPME_SYSCALL_OPENAT2_X",
                    "PPME_SYSCALL_OPENAT_2_X",
                    "PPME_SYSCALL_OPEN_BY_HANDLE_AT_X",
                    "PPME_SYSCALL_OPEN_X",
                    "PPME_SYSCALL_PIDFD_GETFD_X",
                    "PPME_SYSCALL_PIDFD_OPEN_X",
                    "PPME_SYSCALL_PIPE2_X",
                    "PPME_SYSCALL_PIPE_X",
                    "PPME_SYSCALL_PRCTL_X",
                    "PPME_SYSCALL_PROCESS_VM_READV_X",
                    "PPME_SYSCALL_PROCESS_VM_WRITEV_X",
                    "PPME_SYSCALL_PTRACE_X",
                    "PPME_SYSCALL_QUOTACTL_X",
                    "PPME_SYSCALL_RENAMEAT2_X",
                    "PPME_SYSCALL_RENAMEAT_X",
                    "PPME_SYSCALL_RENAME_X",
                    "PPME_SYSCALL_RMDIR_2_X",
                    "PPME_SYSCALL_SECCOMP_X",
                    "PPME_SYSCALL_SEMGET_X",
                    "PPME_SYSCALL_SETGID_X",
                    "PPME_SYSCALL_SETNS_X",
                    "PPME_SYSCALL_SETPGID_X",
                    "PPME_SYSCALL_SETREGID_X",
                    "PPME_SYSCALL_SETRESGID_X",
                    "PPME_SYSCALL_SETRESUID_X",
                    "PPME_SYSCALL_SETREUID_X",
                    "PPME_SYSCALL_SETRLIMIT_X",
                    "PPME_SYSCALL_SETSID_X",
                    "PPME_SYSCALL_SETUID_X",
                    "PPME_SYSCALL_SIGNALFD4_X",
                    "PPME_SYSCALL_SIGNALFD_X",
                    "PPME_SYSCALL_SYMLINKAT_X",
                    "PPME_SYSCALL_SYMLINK_X",
                    "PPME_SYSCALL_TGKILL_X",
                    "PPME_SYSCALL_TIMERFD_CREATE_X",
                    "PPME_SYSCALL_TKILL_X",
                    "PPME_SYSCALL_UMOUNT2_X",
                    "PPME_SYSCALL_UMOUNT_1_X",
                    "PPME_SYSCALL_UNLINKAT_2_X",
                    "PPME_SYSCALL_UNLINK_2_X",
                    "PPME_SYSCALL_UNSHARE_X",
                    "PPME_SYSCALL_USERFAULTFD_X",
                    "PPME_SYSCALL_VFORK_20_X");

    /**
     * Those that come with every move of a program: ten to a hundred times as many as all others.
     */
    private static final List<String> HIGH_RATE =
            List.of(
                    "PPME_GENERIC_X",
                    "PPME_PAGE_FAULT_E",
                    "PPME_SCHEDSWITCH_6_E",
                    "PPME_SIGNALDELIVER_E",
                    "PPME_SOCKET_GETPEERNAME_X",
                    "PPME_SOCKET_GETSOCKNAME_X",
                    "PPME_SOCKET_SETSOCKOPT_X",
                    "PPME_SYSCALL_ACCESS_X",
                    "PPME_SYSCALL_BRK_4_X",
                    "PPME_SYSCALL_COPY_FILE_RANGE_X",
                    "PPME_SYSCALL_EPOLLWAIT_X",
                    "PPME_SYSCALL_FLOCK_X",
                    "PPME_SYSCALL_FSTAT64_X",
                    "PPME_SYSCALL_FSTAT_X",
                    "PPME_SYSCALL_FUTEX_X",
                    "PPME_SYSCALL_GETCWD_X",
                    "PPME_SYSCALL_GETDENTS64_X",
                    "PPME_SYSCALL_GETDENTS_X",
                    "PPME_SYSCALL_GETEGID_X",
                    "PPME_SYSCALL_GETEUID_X",
                    "PPME_SYSCALL_GETGID_X",
                    "PPME_SYSCALL_GETRESGID_X",
                    "PPME_SYSCALL_GETRESUID_X",
                    "PPME_SYSCALL_GETRLIMIT_X",
                    "PPME_SYSCALL_GETUID_X",
                    "PPME_SYSCALL_IOCTL_3_X",
                    "PPME_SYSCALL_IO_URING_ENTER_X",
                    "PPME_SYSCALL_LLSEEK_X",
                    "PPME_SYSCALL_LSEEK_X",
                    "PPME_SYSCALL_LSTAT64_X",
                    "PPME_SYSCALL_LSTAT_X",
                    "PPME_SYSCALL_MMAP2_X",
                    "PPME_SYSCALL_MMAP_X",
                    "PPME_SYSCALL_MPROTECT_X",
                    "PPME_SYSCALL_MUNMAP_X",
                    "PPME_SYSCALL_NANOSLEEP_X",
                    "PPME_SYSCALL_NEWFSTATAT_X",
                    "PPME_SYSCALL_POLL_X",
                    "PPME_SYSCALL_PPOLL_X",
                    "PPME_SYSCALL_PREADV_X",
                    "PPME_SYSCALL_PREAD_X",
                    "PPME_SYSCALL_PRLIMIT_X",
                    "PPME_SYSCALL_PWRITEV_X",
                    "PPME_SYSCALL_PWRITE_X",
                    "PPME_SYSCALL_READV_X",
                    "PPME_SYSCALL_READ_X",
                    "PPME_SYSCALL_SELECT_X",
                    "PPME_SYSCALL_SEMCTL_X",
                    "PPME_SYSCALL_SEMOP_X",
                    "PPME_SYSCALL_SENDFILE_X",
                    "PPME_SYSCALL_SPLICE_X",
                    "PPME_SYSCALL_STAT64_X",
                    "PPME_SYSCALL_STAT_X",
                    "PPME_SYSCALL_WRITEV_X",
                    "PPME_SYSCALL_WRITE_X");

    /** System calls that are told as the event of another one. */
    private static final Set<String> OF_ANOTHER_NAME =
            Set.of("fchmodat2", "pread64", "preadv2", "prlimit64", "pwrite64", "pwritev2");

    private SupportedEvents() {}

    static BitSet codes() {
        BitSet codes = ordinary();
        codes.or(highRate());
        return codes;
    }

    static BitSet ordinary() {
        return codes(ORDINARY);
    }

    static BitSet highRate() {
        return codes(HIGH_RATE);
    }

    /** Every name that is no event's. */
    static Set<String> generic() {
        Set<String> names = new TreeSet<>(Syscalls.get().names());
        names.removeIf(name -> !EventTable.get().byName(name).isEmpty());
        names.removeAll(OF_ANOTHER_NAME);
        return names;
    }

    private static BitSet codes(List<String> names) {
        BitSet codes = new BitSet();
        names.forEach(name -> codes.set(EventTable.get().byCodeName(name).code()));
        return codes;
    }
}
