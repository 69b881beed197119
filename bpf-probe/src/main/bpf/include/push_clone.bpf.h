// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* What the events of both sides of a clone end with. */
#include "push_task.bpf.h"

/* uid to pidns_init_start_ts. */
static __always_inline void clone__push_identity(struct record *r, struct task_struct *task,
						 __u64 init_start)
{
	struct cred *cred = kernel_read(task, cred);

	push__u32(r, kernel_read(cred, euid.val));
	push__u32(r, kernel_read(cred, egid.val));
	push__s64(r, task__virtual_id(task, PID_OF_THREAD));
	push__s64(r, task__virtual_id(task, PID_OF_PROCESS));
	push__u64(r, init_start);
}
