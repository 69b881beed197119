// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * clone, clone3, fork, vfork: two events each. The parent's at its sys_exit, with the child's number
 * as the parent's namespace has it (or the error); the child's from the sched_process_fork tracepoint,
 * where the parent still runs: sys_exit of a child comes late and, on some architectures, never.
 */
#include "include/abi.bpf.h"
#include "include/convert_process.h"
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/on_exit.bpf.h"
#include "include/push_task.bpf.h"

static __always_inline __u32 clone__pid_namespace_flag(struct task_struct *task)
{
	struct pid_namespace *own = task__pid_namespace(task);

	if (BPF_CORE_READ(own, level) || BPF_CORE_READ(task, nsproxy, pid_ns_for_children) != own)
		return SCAP_CLONE_CHILD_IN_PIDNS;
	return 0;
}

/* uid to pidns_init_start_ts. */
static __always_inline void clone__push_identity(struct record *r, struct task_struct *task,
						 __u64 init_start)
{
	push__u32(r, BPF_CORE_READ(task, cred, euid.val));
	push__u32(r, BPF_CORE_READ(task, cred, egid.val));
	push__s64(r, task__virtual_id(task, PID_OF_THREAD));
	push__s64(r, task__virtual_id(task, PID_OF_PROCESS));
	push__u64(r, init_start);
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

/* What can be seen from the outside; the flags the parent gave are in its own event. */
static __always_inline __u32 clone__child_flags(struct task_struct *parent,
						struct task_struct *child)
{
	struct pid_namespace *ns = task__pid_namespace(child);
	__u32 flags = 0;

	if (BPF_CORE_READ(child, pid) != BPF_CORE_READ(child, tgid))
		flags |= SCAP_CLONE_THREAD | SCAP_CLONE_SIGHAND | SCAP_CLONE_VM;
	if (BPF_CORE_READ(child, files) == BPF_CORE_READ(parent, files))
		flags |= SCAP_CLONE_FILES;
	if (BPF_CORE_READ(ns, level))
		flags |= SCAP_CLONE_CHILD_IN_PIDNS;
	return flags;
}

static __always_inline __u16 clone__event_of_caller(void)
{
	switch (abi__current_syscall()) {
	case __NR_clone3:
		return EVENT_CLONE3;
#if defined(__TARGET_ARCH_x86)
	case __NR_fork:
		return EVENT_FORK;
	case __NR_vfork:
		return EVENT_VFORK;
#endif
	default:
		return EVENT_CLONE;
	}
}

/* A new process of an excluded one is not excluded: what it becomes must be known. */
static __always_inline bool clone__is_hidden(const struct settings *on, struct task_struct *child)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;

	return tgid == BPF_CORE_READ(child, tgid) && exclude__current(on);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(process_forked, struct task_struct *parent, struct task_struct *child)
{
	struct pid_namespace *ns = task__pid_namespace(child);
	struct settings *on = maps__settings();
	__u16 event = clone__event_of_caller();
	struct record *r;

	if (!on || !maps__event_enabled(on, event) || clone__is_hidden(on, child) ||
	    BPF_CORE_READ(parent, flags) & KERNEL_THREAD)
		return 0;
	r = record__begin(on, event, CLONE_PARAMETERS, CLASS_PROCESS);
	if (!r)
		return 0;
	record__set_tid(r, BPF_CORE_READ(child, pid));
	push__s64(r, 0);
	push__exe_and_args(r, child);
	push__ids(r, child);
	push__memory_and_name(r, parent, child);
	push__cgroups(r, child);
	push__u32(r, clone__child_flags(parent, child));
	clone__push_identity(r, child, BPF_CORE_READ(ns, child_reaper, start_time));
	record__emit(r);
	return 0;
}
