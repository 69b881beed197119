// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* clone, clone3, fork, vfork: the child's event, from the sched_process_fork tracepoint, where its
 * parent still runs: sys_exit of a child comes late and, on some architectures, never. */
#include "include/abi.bpf.h"
#include "include/convert_process.h"
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/push_clone.bpf.h"

/* What can be seen from the outside. */
static __always_inline __u32 fork__visible_flags(struct task_struct *parent,
						 struct task_struct *child)
{
	struct pid_namespace *ns = task__pid_namespace(child);
	__u32 flags = 0;

	if (kernel_read(child, pid) != kernel_read(child, tgid))
		flags |= SCAP_CLONE_THREAD | SCAP_CLONE_SIGHAND | SCAP_CLONE_VM;
	if (kernel_read(child, files) == kernel_read(parent, files))
		flags |= SCAP_CLONE_FILES;
	if (kernel_read(ns, level))
		flags |= SCAP_CLONE_CHILD_IN_PIDNS;
	return flags;
}

struct birth {
	__u16 event;
	__u64 flags; /* those that the parent gave */
};

static __always_inline struct birth fork__call(void)
{
	struct birth birth = { EVENT_CLONE, 0 };
	__u64 arguments[6] = {};

	switch (abi__current_call(arguments)) {
	case __NR_clone:
		birth.flags = arguments[0];
		break;
	case __NR_clone3:
		birth.event = EVENT_CLONE3;
		/* the first member of struct clone_args */
		bpf_probe_read_user(&birth.flags, sizeof(birth.flags), (void *)arguments[0]);
		break;
#if defined(__TARGET_ARCH_x86)
	case __NR_fork:
		birth.event = EVENT_FORK;
		break;
	case __NR_vfork:
		birth.event = EVENT_VFORK;
		break;
#endif
	}
	return birth;
}

/* A new process of an excluded one is not excluded: what it becomes must be known. */
static __always_inline bool fork__is_hidden(const struct settings *on, __u64 parent,
					    struct task_struct *child)
{
	return parent >> 32 == (__u32)kernel_read(child, tgid) && exclude__caller(on, parent);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(process_forked, struct task_struct *parent, struct task_struct *child)
{
	struct pid_namespace *ns = task__pid_namespace(child);
	const struct settings *on = maps__settings();
	struct caller by = record__caller_is(parent);
	struct birth birth = fork__call();
	struct record *r;

	if (!maps__wanted(on, birth.event) || fork__is_hidden(on, by.ids, child) ||
	    kernel_read(parent, flags) & KERNEL_THREAD)
		return 0;
	r = record__begin_by(on, &by, birth.event, CLONE_PARAMETERS, CLASS_CLONE_FORK);
	if (!r)
		return 0;
	record__set_tid(r, kernel_read(child, pid));
	push__s64(r, 0);
	push__exe_and_args(r, child);
	push__ids(r, child);
	push__memory_and_name(r, parent, child);
	push__cgroups(r, child);
	push__u32(r, convert__clone_flags(birth.flags) | fork__visible_flags(parent, child));
	clone__push_identity(r, child, kernel_read(ns, child_reaper, start_time));
	record__emit_by(r, &by);
	return 0;
}
