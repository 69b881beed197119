// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * procexit: one per thread. Who inherits the children of a dying thread is decided a moment later
 * in exit_notify; the same search is done here, within what the verifier allows. Where it gives up
 * it says -1, and user space searches its own table.
 */
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/extract_task.bpf.h"
#include "include/push.bpf.h"

#define THREADS_SEARCHED 30
#define ANCESTORS_SEARCHED 60
#define EXITING 0x4 /* PF_EXITING */
#define UNKNOWN_REAPER (-1)

/* A thread of the task's process that goes on living: its number, 0, or UNKNOWN_REAPER. */
static __always_inline int exit__live_thread(struct task_struct *task)
{
	struct signal_struct *signal = kernel_read(task, signal);
	void *head = &signal->thread_head;
	void *node = kernel_read(signal, thread_head.next);
	struct task_struct *thread;
	int i;

	for (i = 0; i < THREADS_SEARCHED; i++) {
		if (node == head)
			return 0;
		thread = node - bpf_core_field_offset(struct task_struct, thread_node);
		if (!(kernel_read(thread, flags) & EXITING))
			return kernel_read(thread, pid);
		node = kernel_read(thread, thread_node.next);
	}
	return UNKNOWN_REAPER;
}

static __always_inline __u32 exit__namespace_level(struct task_struct *task)
{
	return kernel_read(task, thread_pid, level);
}

/* The nearest ancestor of the same pid namespace that asked for orphans, else the namespace's init.
 */
static __always_inline int exit__ancestor_reaper(struct task_struct *task, struct task_struct *init)
{
	__u32 level = exit__namespace_level(task);
	struct task_struct *at = kernel_read(task, real_parent);
	struct signal_struct *signal;
	int i, reaper;

	for (i = 0; i < ANCESTORS_SEARCHED; i++) {
		if (at == init || exit__namespace_level(at) != level)
			return kernel_read(init, pid);
		signal = kernel_read(at, signal);
		if (BPF_CORE_READ_BITFIELD_PROBED(signal, is_child_subreaper)) {
			reaper = exit__live_thread(at);
			if (reaper)
				return reaper;
		}
		at = kernel_read(at, real_parent);
	}
	return UNKNOWN_REAPER;
}

static __always_inline int exit__reaper(struct task_struct *task)
{
	struct pid_namespace *ns = task__pid_namespace(task);
	struct task_struct *init = kernel_read(ns, child_reaper);
	struct signal_struct *signal = kernel_read(task, signal);
	int reaper = exit__live_thread(task);

	if (reaper)
		return reaper;
	if (init == task)
		return 0; /* the namespace dies with it */
	if (!BPF_CORE_READ_BITFIELD_PROBED(signal, has_child_subreaper))
		return kernel_read(init, pid);
	return exit__ancestor_reaper(task, init);
}

static __always_inline bool exit__has_children(struct task_struct *task)
{
	void *head = (void *)task + bpf_core_field_offset(struct task_struct, children);

	return (void *)kernel_read(task, children.next) != head;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(process_exited, struct task_struct *task)
{
	const struct settings *on = maps__settings();
	struct caller by = record__caller_is(task);
	struct record *r;
	int status;

	if (!maps__wanted(on, EVENT_PROCEXIT) || exclude__caller(on, by.ids) ||
	    kernel_read(task, flags) & KERNEL_THREAD)
		return 0;
	r = record__begin_by(on, &by, EVENT_PROCEXIT, PROCEXIT_PARAMETERS, CLASS_EXIT);
	if (!r)
		return 0;
	/* As wait(2) has it: exit code above, signal in the low 7 bits, 0x80 for a core dump. */
	status = kernel_read(task, exit_code);
	push__s64(r, status);
	push__s64(r, status >> 8 & 0xff);
	push__u8(r, status & 0x7f);
	push__u8(r, status >> 7 & 1);
	push__s64(r, exit__has_children(task) ? exit__reaper(task) : 0);
	record__emit_by(r, &by);
	return 0;
}
