// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * System calls with an event of their own: SYSCALL(name, code, parameters, class, skip).
 * `code` is Falco's number of the exit event in force (EventCatalogTest holds them against the
 * event table), `skip` names the results another program reports. A program `exit_<name>` goes with
 * each.
 */

#define SKIP_NONE 0
#define SKIP_SUCCESS 1 /* success is reported by the sched_process_exec tracepoint */
#define SKIP_CHILD 2   /* the child's half is reported by the sched_process_fork tracepoint */

/* Where the event is wanted for the state alone: */
#define SKIP_PLAIN_FCNTL 3	/* all but the commands that make or change descriptors */
#define SKIP_PLAIN_GETSOCKOPT 4 /* all but SO_ERROR, which tells how a connect ended */

#define LEVEL_SOCKET 1
#define OPTION_ERROR 4
#define FCNTL_DUPFD 0
#define FCNTL_SETFD 2
#define FCNTL_DUPFD_CLOEXEC 1030

#define EVENT_EXECVE 293
#define EVENT_EXECVEAT 331
#define EVENT_CLONE 223
#define EVENT_CLONE3 335
#define EVENT_FORK 225
#define EVENT_VFORK 227
#define EVENT_PROCEXIT 186

#define EVENT_GENERIC 1
#define EVENT_SENDMMSG 51
#define EVENT_RECVMMSG 55
#define EVENT_SWITCH 152
#define EVENT_SIGNAL 232
#define EVENT_FAULT 290

#define GENERIC_PARAMETERS 2
#define SENDMMSG_PARAMETERS 5
#define RECVMMSG_PARAMETERS 6
#define SWITCH_PARAMETERS 6
#define SIGNAL_PARAMETERS 3
#define FAULT_PARAMETERS 3
#define EXEC_PARAMETERS 31
#define EXECVEAT_PARAMETERS 30
#define CLONE_PARAMETERS 21
#define PROCEXIT_PARAMETERS 5

#define SYSCALLS_OF_EVERY_ARCHITECTURE(SYSCALL)                                                    \
	SYSCALL(execve, EVENT_EXECVE, EXEC_PARAMETERS, CLASS_EXECVE, SKIP_SUCCESS)                 \
	SYSCALL(execveat, EVENT_EXECVEAT, EXECVEAT_PARAMETERS, CLASS_EXECVE, SKIP_SUCCESS)         \
	SYSCALL(clone, EVENT_CLONE, CLONE_PARAMETERS, CLASS_CLONE_FORK, SKIP_CHILD)                \
	SYSCALL(clone3, EVENT_CLONE3, CLONE_PARAMETERS, CLASS_CLONE_FORK, SKIP_CHILD)              \
	SYSCALL(openat, 307, 7, CLASS_OPEN, SKIP_NONE)                                             \
	SYSCALL(openat2, 327, 8, CLASS_OPEN, SKIP_NONE)                                            \
	SYSCALL(linkat, 311, 6, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(symlinkat, 181, 4, CLASS_FILE, SKIP_NONE)                                          \
	SYSCALL(unlinkat, 303, 4, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(renameat, 177, 5, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(renameat2, 319, 6, CLASS_FILE, SKIP_NONE)                                          \
	SYSCALL(mkdirat, 305, 4, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(fchmod, 317, 3, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(fchmodat, 313, 4, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(chdir, 95, 2, CLASS_IDENTITY, SKIP_NONE)                                           \
	SYSCALL(fchdir, 97, 2, CLASS_IDENTITY, SKIP_NONE)                                          \
	SYSCALL(chroot, 267, 2, CLASS_IDENTITY, SKIP_NONE)                                         \
	SYSCALL(close, 5, 2, CLASS_CLOSE, SKIP_NONE)                                               \
	SYSCALL(close_range, 451, 4, CLASS_CLOSE, SKIP_NONE)                                       \
	SYSCALL(dup, 367, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                          \
	SYSCALL(dup3, 365, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                         \
	SYSCALL(fcntl, 151, 4, CLASS_DESCRIPTOR, SKIP_PLAIN_FCNTL)                                 \
	SYSCALL(pipe2, 393, 5, CLASS_DESCRIPTOR, SKIP_NONE)                                        \
	SYSCALL(memfd_create, 405, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                 \
	SYSCALL(socket, 19, 5, CLASS_NETWORK, SKIP_NONE)                                           \
	SYSCALL(socketpair, 43, 8, CLASS_NETWORK, SKIP_NONE)                                       \
	SYSCALL(bind, 21, 3, CLASS_NETWORK, SKIP_NONE)                                             \
	SYSCALL(connect, 23, 4, CLASS_CONNECT, SKIP_NONE)                                          \
	SYSCALL(listen, 25, 3, CLASS_NETWORK, SKIP_NONE)                                           \
	SYSCALL(accept, 247, 5, CLASS_NETWORK, SKIP_NONE)                                          \
	SYSCALL(accept4, 389, 6, CLASS_NETWORK, SKIP_NONE)                                         \
	SYSCALL(setuid, 199, 2, CLASS_IDENTITY, SKIP_NONE)                                         \
	SYSCALL(setgid, 201, 2, CLASS_IDENTITY, SKIP_NONE)                                         \
	SYSCALL(setreuid, 427, 3, CLASS_IDENTITY, SKIP_NONE)                                       \
	SYSCALL(setregid, 429, 3, CLASS_IDENTITY, SKIP_NONE)                                       \
	SYSCALL(setresuid, 193, 4, CLASS_IDENTITY, SKIP_NONE)                                      \
	SYSCALL(setresgid, 195, 4, CLASS_IDENTITY, SKIP_NONE)                                      \
	SYSCALL(setsid, 275, 1, CLASS_IDENTITY, SKIP_NONE)                                         \
	SYSCALL(capset, 353, 4, CLASS_IDENTITY, SKIP_NONE)                                         \
	SYSCALL(prctl, 401, 4, CLASS_IDENTITY, SKIP_NONE)                                          \
	SYSCALL(ptrace, 169, 5, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(sendto, 31, 5, CLASS_TRAFFIC, SKIP_NONE)                                           \
	SYSCALL(recvfrom, 35, 5, CLASS_TRAFFIC, SKIP_NONE)                                         \
	SYSCALL(sendmsg, 49, 5, CLASS_TRAFFIC, SKIP_NONE)                                          \
	SYSCALL(recvmsg, 53, 6, CLASS_TRAFFIC, SKIP_NONE)                                          \
	SYSCALL(getsockopt, 47, 6, CLASS_NETWORK, SKIP_PLAIN_GETSOCKOPT)                           \
	SYSCALL(eventfd2, 397, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                     \
	SYSCALL(timerfd_create, 137, 3, CLASS_DESCRIPTOR, SKIP_NONE)                               \
	SYSCALL(signalfd4, 399, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                    \
	SYSCALL(inotify_init1, 395, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                \
	SYSCALL(epoll_create1, 377, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                \
	SYSCALL(pidfd_open, 409, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                   \
	SYSCALL(pidfd_getfd, 407, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                  \
	SYSCALL(userfaultfd, 321, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                  \
	SYSCALL(io_uring_setup, 339, 8, CLASS_DESCRIPTOR, SKIP_NONE)                               \
	SYSCALL(open_by_handle_at, 337, 6, CLASS_OPEN, SKIP_NONE)                                  \
	SYSCALL(fchown, 383, 4, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(fchownat, 385, 6, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(mknodat, 417, 5, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(setns, 241, 3, CLASS_CONTROL, SKIP_NONE)                                           \
	SYSCALL(unshare, 285, 2, CLASS_CONTROL, SKIP_NONE)                                         \
	SYSCALL(mount, 257, 5, CLASS_CONTROL, SKIP_NONE)                                           \
	SYSCALL(umount2, 391, 3, CLASS_CONTROL, SKIP_NONE)                                         \
	SYSCALL(init_module, 411, 4, CLASS_CONTROL, SKIP_NONE)                                     \
	SYSCALL(finit_module, 413, 4, CLASS_CONTROL, SKIP_NONE)                                    \
	SYSCALL(delete_module, 425, 3, CLASS_CONTROL, SKIP_NONE)                                   \
	SYSCALL(bpf, 369, 2, CLASS_CONTROL, SKIP_NONE)                                             \
	SYSCALL(kill, 129, 3, CLASS_CONTROL, SKIP_NONE)                                            \
	SYSCALL(setpgid, 295, 3, CLASS_IDENTITY, SKIP_NONE)                                        \
	SYSCALL(read, 7, 4, CLASS_VOLUME, SKIP_NONE)                                               \
	SYSCALL(write, 9, 4, CLASS_VOLUME, SKIP_NONE)                                              \
	SYSCALL(pread64, 113, 5, CLASS_VOLUME, SKIP_NONE)                                          \
	SYSCALL(pwrite64, 115, 5, CLASS_VOLUME, SKIP_NONE)                                         \
	SYSCALL(readv, 117, 4, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(writev, 119, 4, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(preadv, 121, 5, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(pwritev, 123, 5, CLASS_VOLUME, SKIP_NONE)                                          \
	SYSCALL(preadv2, 121, 5, CLASS_VOLUME, SKIP_NONE)                                          \
	SYSCALL(pwritev2, 123, 5, CLASS_VOLUME, SKIP_NONE)                                         \
	SYSCALL(lseek, 87, 4, CLASS_VOLUME, SKIP_NONE)                                             \
	SYSCALL(splice, 167, 5, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(sendfile, 189, 5, CLASS_VOLUME, SKIP_NONE)                                         \
	SYSCALL(copy_file_range, 333, 6, CLASS_VOLUME, SKIP_NONE)                                  \
	SYSCALL(fstat, 71, 2, CLASS_VOLUME, SKIP_NONE)                                             \
	SYSCALL(newfstatat, 419, 4, CLASS_VOLUME, SKIP_NONE)                                       \
	SYSCALL(getdents64, 239, 2, CLASS_VOLUME, SKIP_NONE)                                       \
	SYSCALL(flock, 243, 3, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(getcwd, 93, 2, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(fchmodat2, 313, 4, CLASS_FILE, SKIP_NONE)                                          \
	SYSCALL(mmap, 161, 10, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(munmap, 165, 6, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(brk, 159, 5, CLASS_VOLUME, SKIP_NONE)                                              \
	SYSCALL(mprotect, 329, 4, CLASS_VOLUME, SKIP_NONE)                                         \
	SYSCALL(mlock, 345, 3, CLASS_CONTROL, SKIP_NONE)                                           \
	SYSCALL(munlock, 347, 3, CLASS_CONTROL, SKIP_NONE)                                         \
	SYSCALL(mlock2, 371, 4, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(mlockall, 349, 2, CLASS_CONTROL, SKIP_NONE)                                        \
	SYSCALL(munlockall, 351, 1, CLASS_CONTROL, SKIP_NONE)                                      \
	SYSCALL(process_vm_readv, 421, 3, CLASS_CONTROL, SKIP_NONE)                                \
	SYSCALL(process_vm_writev, 423, 3, CLASS_CONTROL, SKIP_NONE)                               \
	SYSCALL(ppoll, 255, 4, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(futex, 65, 4, CLASS_VOLUME, SKIP_NONE)                                             \
	SYSCALL(nanosleep, 135, 2, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(semop, 251, 9, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(semctl, 253, 5, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(semget, 263, 4, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(ioctl, 171, 4, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(io_uring_enter, 341, 6, CLASS_VOLUME, SKIP_NONE)                                   \
	SYSCALL(io_uring_register, 343, 5, CLASS_CONTROL, SKIP_NONE)                               \
	SYSCALL(fsconfig, 373, 7, CLASS_CONTROL, SKIP_NONE)                                        \
	SYSCALL(keyctl, 453, 6, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(quotactl, 191, 18, CLASS_CONTROL, SKIP_NONE)                                       \
	SYSCALL(tkill, 131, 3, CLASS_CONTROL, SKIP_NONE)                                           \
	SYSCALL(tgkill, 133, 4, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(seccomp, 299, 3, CLASS_CONTROL, SKIP_NONE)                                         \
	SYSCALL(getuid, 203, 1, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(geteuid, 205, 1, CLASS_VOLUME, SKIP_NONE)                                          \
	SYSCALL(getgid, 207, 1, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(getegid, 209, 1, CLASS_VOLUME, SKIP_NONE)                                          \
	SYSCALL(getresuid, 211, 4, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(getresgid, 213, 4, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(getrlimit, 141, 4, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(setrlimit, 143, 4, CLASS_IDENTITY, SKIP_NONE)                                      \
	SYSCALL(prlimit64, 145, 7, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(setsockopt, 45, 6, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(shutdown, 37, 3, CLASS_NETWORK, SKIP_NONE)                                         \
	SYSCALL(getsockname, 39, 0, CLASS_VOLUME, SKIP_NONE)                                       \
	SYSCALL(getpeername, 41, 0, CLASS_VOLUME, SKIP_NONE)                                       \
	SYSCALL(sendmmsg, EVENT_SENDMMSG, SENDMMSG_PARAMETERS, CLASS_TRAFFIC, SKIP_NONE)           \
	SYSCALL(recvmmsg, EVENT_RECVMMSG, RECVMMSG_PARAMETERS, CLASS_TRAFFIC, SKIP_NONE)

#if defined(__TARGET_ARCH_x86)
#define SYSCALLS_OF_X86(SYSCALL)                                                                   \
	SYSCALL(fork, EVENT_FORK, CLONE_PARAMETERS, CLASS_CLONE_FORK, SKIP_CHILD)                  \
	SYSCALL(vfork, EVENT_VFORK, CLONE_PARAMETERS, CLASS_CLONE_FORK, SKIP_CHILD)                \
	SYSCALL(open, 3, 6, CLASS_OPEN, SKIP_NONE)                                                 \
	SYSCALL(creat, 59, 6, CLASS_OPEN, SKIP_NONE)                                               \
	SYSCALL(link, 309, 3, CLASS_FILE, SKIP_NONE)                                               \
	SYSCALL(symlink, 179, 3, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(unlink, 301, 2, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(rename, 175, 3, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(rmdir, 279, 2, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(mkdir, 277, 3, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(chmod, 315, 3, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(dup2, 363, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                         \
	SYSCALL(pipe, 61, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                          \
	SYSCALL(chown, 379, 4, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(lchown, 381, 4, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(mknod, 415, 4, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(stat, 67, 2, CLASS_VOLUME, SKIP_NONE)                                              \
	SYSCALL(lstat, 69, 2, CLASS_VOLUME, SKIP_NONE)                                             \
	SYSCALL(access, 265, 3, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(getdents, 237, 2, CLASS_VOLUME, SKIP_NONE)                                         \
	SYSCALL(stat64, 73, 2, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(lstat64, 75, 2, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(fstat64, 77, 1, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(llseek, 89, 4, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(mmap2, 163, 10, CLASS_VOLUME, SKIP_NONE)                                           \
	SYSCALL(poll, 81, 3, CLASS_VOLUME, SKIP_NONE)                                              \
	SYSCALL(select, 83, 1, CLASS_VOLUME, SKIP_NONE)                                            \
	SYSCALL(epoll_wait, 79, 2, CLASS_VOLUME, SKIP_NONE)                                        \
	SYSCALL(eventfd, 63, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                       \
	SYSCALL(signalfd, 127, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                     \
	SYSCALL(inotify_init, 139, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                 \
	SYSCALL(epoll_create, 375, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                 \
	SYSCALL(umount, 387, 2, CLASS_CONTROL, SKIP_NONE)                                          \
	SYSCALL(send, 29, 5, CLASS_TRAFFIC, SKIP_NONE)                                             \
	SYSCALL(recv, 33, 5, CLASS_TRAFFIC, SKIP_NONE)
#else
#define SYSCALLS_OF_X86(SYSCALL)
#endif

#define SYSCALLS(SYSCALL)                                                                          \
	SYSCALLS_OF_EVERY_ARCHITECTURE(SYSCALL)                                                    \
	SYSCALLS_OF_X86(SYSCALL)
