// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.List;

/** The events the BPF programs can emit; a test holds it against the object's own table. */
final class SupportedEvents {
    private static final List<String> CODE_NAMES =
            List.of(
                    "PPME_PROCEXIT_1_E",
                    "PPME_SOCKET_ACCEPT4_6_X",
                    "PPME_SOCKET_ACCEPT_5_X",
                    "PPME_SOCKET_BIND_X",
                    "PPME_SOCKET_CONNECT_X",
                    "PPME_SOCKET_GETSOCKOPT_X",
                    "PPME_SOCKET_LISTEN_X",
                    "PPME_SOCKET_RECVFROM_X",
                    "PPME_SOCKET_RECVMSG_X",
                    "PPME_SOCKET_SENDMSG_X",
                    "PPME_SOCKET_SENDTO_X",
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
                    "PPME_SYSCALL_EVENTFD2_X",
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
                    "PPME_SYSCALL_INIT_MODULE_X",
                    "PPME_SYSCALL_INOTIFY_INIT1_X",
                    "PPME_SYSCALL_IO_URING_SETUP_X",
                    "PPME_SYSCALL_KILL_X",
                    "PPME_SYSCALL_LCHOWN_X",
                    "PPME_SYSCALL_LINKAT_2_X",
                    "PPME_SYSCALL_LINK_2_X",
                    "PPME_SYSCALL_MEMFD_CREATE_X",
                    "PPME_SYSCALL_MKDIRAT_X",
                    "PPME_SYSCALL_MKDIR_2_X",
                    "PPME_SYSCALL_MKNODAT_X",
                    "PPME_SYSCALL_MKNOD_X",
                    "PPME_SYSCALL_MOUNT_X",
                    "PPME_SYSCALL_OPENAT2_X",
                    "PPME_SYSCALL_OPENAT_2_X",
                    "PPME_SYSCALL_OPEN_BY_HANDLE_AT_X",
                    "PPME_SYSCALL_OPEN_X",
                    "PPME_SYSCALL_PIDFD_GETFD_X",
                    "PPME_SYSCALL_PIDFD_OPEN_X",
                    "PPME_SYSCALL_PIPE2_X",
                    "PPME_SYSCALL_PIPE_X",
                    "PPME_SYSCALL_PRCTL_X",
                    "PPME_SYSCALL_PTRACE_X",
                    "PPME_SYSCALL_RENAMEAT2_X",
                    "PPME_SYSCALL_RENAMEAT_X",
                    "PPME_SYSCALL_RENAME_X",
                    "PPME_SYSCALL_RMDIR_2_X",
                    "PPME_SYSCALL_SETGID_X",
                    "PPME_SYSCALL_SETNS_X",
                    "PPME_SYSCALL_SETPGID_X",
                    "PPME_SYSCALL_SETREGID_X",
                    "PPME_SYSCALL_SETRESGID_X",
                    "PPME_SYSCALL_SETRESUID_X",
                    "PPME_SYSCALL_SETREUID_X",
                    "PPME_SYSCALL_SETSID_X",
                    "PPME_SYSCALL_SETUID_X",
                    "PPME_SYSCALL_SIGNALFD4_X",
                    "PPME_SYSCALL_SYMLINKAT_X",
                    "PPME_SYSCALL_SYMLINK_X",
                    "PPME_SYSCALL_TIMERFD_CREATE_X",
                    "PPME_SYSCALL_UMOUNT2_X",
                    "PPME_SYSCALL_UNLINKAT_2_X",
                    "PPME_SYSCALL_UNLINK_2_X",
                    "PPME_SYSCALL_UNSHARE_X",
                    "PPME_SYSCALL_USERFAULTFD_X",
                    "PPME_SYSCALL_VFORK_20_X");

    private SupportedEvents() {}

    static BitSet codes() {
        BitSet codes = new BitSet();
        CODE_NAMES.forEach(name -> codes.set(EventTable.get().byCodeName(name).code()));
        return codes;
    }
}
