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

#define EXEC_PARAMETERS 31
#define EXECVEAT_PARAMETERS 30
#define CLONE_PARAMETERS 21
#define PROCEXIT_PARAMETERS 5

#define SYSCALLS_OF_EVERY_ARCHITECTURE(SYSCALL)                                                    \
	SYSCALL(execve, EVENT_EXECVE, EXEC_PARAMETERS, CLASS_PROCESS, SKIP_SUCCESS)                \
	SYSCALL(execveat, EVENT_EXECVEAT, EXECVEAT_PARAMETERS, CLASS_PROCESS, SKIP_SUCCESS)        \
	SYSCALL(clone, EVENT_CLONE, CLONE_PARAMETERS, CLASS_PROCESS, SKIP_CHILD)                   \
	SYSCALL(clone3, EVENT_CLONE3, CLONE_PARAMETERS, CLASS_PROCESS, SKIP_CHILD)                 \
	SYSCALL(openat, 307, 7, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(openat2, 327, 8, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(linkat, 311, 6, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(symlinkat, 181, 4, CLASS_FILE, SKIP_NONE)                                          \
	SYSCALL(unlinkat, 303, 4, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(renameat, 177, 5, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(renameat2, 319, 6, CLASS_FILE, SKIP_NONE)                                          \
	SYSCALL(mkdirat, 305, 4, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(fchmod, 317, 3, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(fchmodat, 313, 4, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(chdir, 95, 2, CLASS_FILE, SKIP_NONE)                                               \
	SYSCALL(fchdir, 97, 2, CLASS_FILE, SKIP_NONE)                                              \
	SYSCALL(chroot, 267, 2, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(close, 5, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                          \
	SYSCALL(close_range, 451, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                  \
	SYSCALL(dup, 367, 2, CLASS_DESCRIPTOR, SKIP_NONE)                                          \
	SYSCALL(dup3, 365, 4, CLASS_DESCRIPTOR, SKIP_NONE)                                         \
	SYSCALL(fcntl, 151, 4, CLASS_DESCRIPTOR, SKIP_PLAIN_FCNTL)                                 \
	SYSCALL(pipe2, 393, 5, CLASS_DESCRIPTOR, SKIP_NONE)                                        \
	SYSCALL(memfd_create, 405, 3, CLASS_DESCRIPTOR, SKIP_NONE)                                 \
	SYSCALL(socket, 19, 5, CLASS_NETWORK, SKIP_NONE)                                           \
	SYSCALL(socketpair, 43, 8, CLASS_NETWORK, SKIP_NONE)                                       \
	SYSCALL(bind, 21, 3, CLASS_NETWORK, SKIP_NONE)                                             \
	SYSCALL(connect, 23, 4, CLASS_NETWORK, SKIP_NONE)                                          \
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
	SYSCALL(ptrace, 169, 5, CLASS_OTHER, SKIP_NONE)                                            \
	SYSCALL(sendto, 31, 5, CLASS_NETWORK, SKIP_NONE)                                           \
	SYSCALL(recvfrom, 35, 5, CLASS_NETWORK, SKIP_NONE)                                         \
	SYSCALL(sendmsg, 49, 5, CLASS_NETWORK, SKIP_NONE)                                          \
	SYSCALL(recvmsg, 53, 6, CLASS_NETWORK, SKIP_NONE)                                          \
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
	SYSCALL(open_by_handle_at, 337, 6, CLASS_FILE, SKIP_NONE)                                  \
	SYSCALL(fchown, 383, 4, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(fchownat, 385, 6, CLASS_FILE, SKIP_NONE)                                           \
	SYSCALL(mknodat, 417, 5, CLASS_FILE, SKIP_NONE)                                            \
	SYSCALL(setns, 241, 3, CLASS_OTHER, SKIP_NONE)                                             \
	SYSCALL(unshare, 285, 2, CLASS_OTHER, SKIP_NONE)                                           \
	SYSCALL(mount, 257, 5, CLASS_OTHER, SKIP_NONE)                                             \
	SYSCALL(umount2, 391, 3, CLASS_OTHER, SKIP_NONE)                                           \
	SYSCALL(init_module, 411, 4, CLASS_OTHER, SKIP_NONE)                                       \
	SYSCALL(finit_module, 413, 4, CLASS_OTHER, SKIP_NONE)                                      \
	SYSCALL(delete_module, 425, 3, CLASS_OTHER, SKIP_NONE)                                     \
	SYSCALL(bpf, 369, 2, CLASS_OTHER, SKIP_NONE)                                               \
	SYSCALL(kill, 129, 3, CLASS_OTHER, SKIP_NONE)                                              \
	SYSCALL(setpgid, 295, 3, CLASS_IDENTITY, SKIP_NONE)

#if defined(__TARGET_ARCH_x86)
#define SYSCALLS_OF_X86(SYSCALL)                                                                   \
	SYSCALL(fork, EVENT_FORK, CLONE_PARAMETERS, CLASS_PROCESS, SKIP_CHILD)                     \
	SYSCALL(vfork, EVENT_VFORK, CLONE_PARAMETERS, CLASS_PROCESS, SKIP_CHILD)                   \
	SYSCALL(open, 3, 6, CLASS_FILE, SKIP_NONE)                                                 \
	SYSCALL(creat, 59, 6, CLASS_FILE, SKIP_NONE)                                               \
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
	SYSCALL(mknod, 415, 4, CLASS_FILE, SKIP_NONE)
#else
#define SYSCALLS_OF_X86(SYSCALL)
#endif

#define SYSCALLS(SYSCALL)                                                                          \
	SYSCALLS_OF_EVERY_ARCHITECTURE(SYSCALL)                                                    \
	SYSCALLS_OF_X86(SYSCALL)
