// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The second half of an exec event, the same for the caller of a failed exec and for the program a
 * successful one started. */
#include "exe_flags.bpf.h"
#include "push_path.bpf.h"
#include "push_task.bpf.h"

/* tty to the group id: the caller's or, after a success, the new program's. */
static __always_inline void exec__push_identity(struct record *r, struct task_struct *task)
{
	struct cred *cred = kernel_read(task, cred);
	struct file *exe = kernel_read(task, mm, exe_file);
	struct inode *inode = kernel_read(exe, f_inode);
	struct file_times times = {};

	compat__read_times(inode, &times);
	push__u32(r, task__terminal(task));
	push__s64(r, task__virtual_id(task, PID_OF_GROUP));
	push__u32(r, task__login_uid(task));
	push__u32(r, exe__flags(task, exe));
	push__u64(r, task__capabilities(&cred->cap_inheritable));
	push__u64(r, task__capabilities(&cred->cap_permitted));
	push__u64(r, task__capabilities(&cred->cap_effective));
	push__u64(r, kernel_read(inode, i_ino));
	push__u64(r, times.ctime);
	push__u64(r, times.mtime);
	push__u32(r, kernel_read(cred, euid.val));
	push__file_path(r, exe);
	push__s64(r, task__group_id(task));
	push__u32(r, kernel_read(cred, egid.val));
}
