// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* What the kernel knows about a task. Ids are those of the initial namespace unless the name says
 * `virtual`: as seen in the innermost namespace of the task itself. */
#include "core_compat.bpf.h"

enum pid_kind {
	PID_OF_THREAD,
	PID_OF_PROCESS, /* the kernel's TGID */
	PID_OF_GROUP,
	PID_OF_SESSION,
};

#define KERNEL_THREAD 0x00200000 /* PF_KTHREAD */
#define PAGE_KIB_SHIFT 2	 /* pages of 4 KiB to KiB, as Falco counts them */
#define RLIMIT_NOFILE 7

static __always_inline struct pid *task__pid(struct task_struct *task, enum pid_kind kind)
{
	/* Threads share everything but their own number, which therefore is not in signal. */
	if (kind == PID_OF_THREAD)
		return kernel_read(task, thread_pid);
	return kernel_read(task, signal, pids[kind]);
}

/* The number in the innermost namespace, and which that is. */
static __always_inline struct upid *task__innermost(struct pid *pid)
{
	__u32 level = kernel_read(pid, level) & 31;

	return (void *)pid + bpf_core_field_offset(struct pid, numbers) +
	       level * bpf_core_type_size(struct upid);
}

static __always_inline struct pid_namespace *task__pid_namespace(struct task_struct *task)
{
	struct pid *pid = task__pid(task, PID_OF_THREAD);
	struct upid *innermost = task__innermost(pid);

	return kernel_read(innermost, ns);
}

static __always_inline __s64 task__virtual_id(struct task_struct *task, enum pid_kind kind)
{
	struct pid *pid = task__pid(task, kind);
	struct upid *innermost = task__innermost(pid);

	return kernel_read(innermost, nr);
}

static __always_inline __s64 task__group_id(struct task_struct *task)
{
	struct pid *pid = task__pid(task, PID_OF_GROUP);

	return kernel_read(pid, numbers[0].nr);
}

static __always_inline __u32 task__login_uid(struct task_struct *task)
{
	/* Absent without CONFIG_AUDIT. */
	if (!bpf_core_field_exists(task->loginuid))
		return (__u32)-1;
	return kernel_read(task, loginuid.val);
}

/* dev_t of the kernel (12 bits major, 20 minor) to the one user space sees. */
static __always_inline __u32 task__encode_device(__u32 device)
{
	__u32 major = device >> 20, minor = device & 0xfffff;

	return (minor & 0xff) | (major << 8) | ((minor & ~0xffu) << 12);
}

static __always_inline __u32 task__terminal(struct task_struct *task)
{
	struct tty_struct *tty = kernel_read(task, signal, tty);
	struct tty_driver *driver;

	if (!tty)
		return 0;
	driver = kernel_read(tty, driver);
	if (!driver)
		return 0;
	return task__encode_device((kernel_read(driver, major) << 20) +
				   kernel_read(driver, minor_start) + kernel_read(tty, index));
}

static __always_inline __u64 task__capabilities(const kernel_cap_t *set)
{
	return compat__read_number(set) & ((1ull << 41) - 1); /* up to CAP_CHECKPOINT_RESTORE: what Falco can name */
}
