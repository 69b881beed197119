// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * System calls with an event of their own: SYSCALL(name, code, parameters, class, skip).
 * `code` is Falco's number of the exit event in force (EventCatalogTest holds them against the event
 * table), `skip` names the results another program reports. A program `exit_<name>` goes with each.
 */

#define SKIP_NONE 0
#define SKIP_SUCCESS 1 /* success is reported by the sched_process_exec tracepoint */
#define SKIP_CHILD 2 /* the child's half is reported by the sched_process_fork tracepoint */

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
	SYSCALL(openat, 307, 7, CLASS_FILE, SKIP_NONE)                                             \
	SYSCALL(openat2, 327, 8, CLASS_FILE, SKIP_NONE)

#if defined(__TARGET_ARCH_x86)
#define SYSCALLS_OF_X86(SYSCALL)                                                                   \
	SYSCALL(open, 3, 6, CLASS_FILE, SKIP_NONE)                                                 \
	SYSCALL(creat, 59, 6, CLASS_FILE, SKIP_NONE)
#else
#define SYSCALLS_OF_X86(SYSCALL)
#endif

#define SYSCALLS(SYSCALL)                                                                          \
	SYSCALLS_OF_EVERY_ARCHITECTURE(SYSCALL)                                                    \
	SYSCALLS_OF_X86(SYSCALL)
