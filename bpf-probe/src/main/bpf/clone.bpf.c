// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* clone, clone3, fork, vfork: the parent's event, at its sys_exit, with the child's number as the
 * parent's namespace has it, or the error. The child's is in fork.bpf.c. */
#include "include/convert_process.h"
#include "include/on_exit.bpf.h"
#include "include/push_clone.bpf.h"

static __always_inline __u32 clone__pid_namespace_flag(struct task_struct *task)
{
	struct pid_namespace *own = task__pid_namespace(task);

	if (kernel_read(own, level) || kernel_read(task, nsproxy, pid_ns_for_children) != own)
		return SCAP_CLONE_CHILD_IN_PIDNS;
	return 0;
}

static __always_inline void clone__report_parent(struct record *r, __u64 flags)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	push__s64(r, r->result);
	if (r->result >= 0) {
		push__exe_and_args(r, task);
	} else {
		push__empty(r);
		push__empty(r);
	}
	push__ids(r, task);
	push__memory_and_name(r, task, task);
	push__cgroups(r, task);
	push__u32(r, convert__clone_flags(flags) | clone__pid_namespace_flag(task));
	clone__push_identity(r, task, 0);
}

ON_EXIT(clone)
{
	clone__report_parent(r, r->arguments[0]);
}

ON_EXIT(clone3)
{
	__u64 flags = 0; /* the first member of struct clone_args */

	if (bpf_probe_read_user(&flags, sizeof(flags), (void *)r->arguments[0]))
		record__count_page_fault();
	clone__report_parent(r, flags);
}

#if defined(__TARGET_ARCH_x86)
ON_EXIT(fork)
{
	clone__report_parent(r, 0);
}

ON_EXIT(vfork)
{
	clone__report_parent(r, 0);
}
#endif
