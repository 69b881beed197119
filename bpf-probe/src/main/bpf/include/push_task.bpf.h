// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The runs of parameters that clone and exec events share, in the order both have them. */
#include "extract_task.bpf.h"
#include "push.bpf.h"

/* exe and args of a running program: its argument area, where the strings follow each other. */
static __always_inline void push__exe_and_args(struct record *r, struct task_struct *task)
{
	struct mm_struct *mm = kernel_read(task, mm);
	__u64 start = kernel_read(mm, arg_start);
	__u64 end = kernel_read(mm, arg_end);
	__u32 exe = push__user_text(r, start);
	__u64 room = TEXT_MAX - exe;
	__u64 rest = start + exe < end ? end - start - exe : 0;

	__u32 args = append__user_bytes(r, start + exe, rest < room ? rest : room);

	if (args)
		push__replace_last(r, 0);
	push__end(r, args);
}

static __always_inline void push__environment(struct record *r, struct task_struct *task)
{
	struct mm_struct *mm = kernel_read(task, mm);
	__u64 start = kernel_read(mm, env_start);
	__u64 end = kernel_read(mm, env_end);
	__u32 length = append__user_bytes(r, start, start < end ? end - start : 0);

	if (length)
		push__replace_last(r, 0);
	push__end(r, length);
}

/* tid pid ptid cwd fdlimit: cwd is empty in all of Falco's drivers, user space follows chdir. */
static __always_inline void push__ids(struct record *r, struct task_struct *task)
{
	push__s64(r, kernel_read(task, pid));
	push__s64(r, kernel_read(task, tgid));
	push__s64(r, kernel_read(task, real_parent, pid));
	push__empty(r);
	push__u64(r, kernel_read(task, signal, rlim[RLIMIT_NOFILE].rlim_cur));
}

/* vm_size vm_rss vm_swap, in KiB. */
static __always_inline void push__memory(struct record *r, struct task_struct *task)
{
	struct mm_struct *mm = kernel_read(task, mm);

	push__u32(r, kernel_read(mm, total_vm) << PAGE_KIB_SHIFT);
	push__u32(r, (compat__mm_pages(mm, 0) + compat__mm_pages(mm, 1) + compat__mm_pages(mm, 3))
			     << PAGE_KIB_SHIFT);
	push__u32(r, compat__mm_pages(mm, 2) << PAGE_KIB_SHIFT);
}

/* pgft_maj pgft_min vm_size vm_rss vm_swap comm. A new task's faults are still its parent's. */
static __always_inline void push__memory_and_name(struct record *r, struct task_struct *faulting,
						  struct task_struct *task)
{
	push__u64(r, kernel_read(faulting, maj_flt));
	push__u64(r, kernel_read(faulting, min_flt));
	push__memory(r, task);
	push__kernel_text(r, &task->comm);
}

#define CGROUP_DEPTH                                                                               \
	12 /* kubepods: slice, class, pod, scope, inner slice: 6; nested runtimes twice */

/* Adds `/a/b` and a final 0. The names are met from the leaf upwards and written from the root. */
static __always_inline __u32 append__cgroup_path(struct record *r, struct kernfs_node *node)
{
	const char *names[CGROUP_DEPTH] = {};
	__u32 start = r->position;
	int i;

#pragma clang loop unroll(disable)
	for (i = 0; i < CGROUP_DEPTH && node; i++) {
		names[i] = kernel_pointer(node, name);
		node = compat__kernfs_parent(node);
		if (!node)
			names[i] = NULL; /* the root's name is empty */
	}
	append__u8(r, '/');
#pragma clang loop unroll(disable)
	for (i = CGROUP_DEPTH - 1; i >= 0; i--) {
		if (names[i] && append__kernel_text(r, names[i]))
			push__replace_last(r, '/');
	}
	if (r->position - start > 1)
		push__replace_last(r, 0);
	else
		append__u8(r, 0);
	return r->position - start;
}

/* The last path that was written: controllers of one hierarchy (all of v2) have the same. */
struct cgroup_path {
	struct kernfs_node *node;
	__u32 start;
	__u32 length;
};

static __always_inline void append__same_path(struct record *r, const struct cgroup_path *last)
{
	__u32 length = last->length;

	opaque(length);
	length &= 2 * TEXT_MAX - 1;
	if (!bpf_probe_read_kernel(&r->data[r->position & DATA_MASK], length,
				   &r->data[last->start & DATA_MASK]))
		r->position += length;
}

/* A controller, or none; its name with its '=', 8 bytes at most. */
struct controller {
	union {
		char bytes[8];
		__u64 number;
	} name;
	__u32 name_length;
	__s32 id;
};

#define CONTROLLER(member, text)                                                                   \
	{                                                                                          \
		.name = { text }, .name_length = sizeof(text) - 1,                                 \
		.id = bpf_core_enum_value_exists(enum cgroup_subsys_id, member) ?                  \
			      (__s32)bpf_core_enum_value(enum cgroup_subsys_id, member) :           \
			      -1                                                                   \
	}

static __always_inline void append__cgroup(struct record *r, struct css_set *set,
					   const struct controller *of, struct cgroup_path *last)
{
	struct cgroup_subsys_state *state =
		compat__read_pointer((void *)set + bpf_core_field_offset(struct css_set, subsys) +
				     of->id * sizeof(void *));
	struct kernfs_node *node;
	struct cgroup *group;

	if (!state)
		return;
	append__u64(r, of->name.number);
	r->position -= sizeof(of->name) - of->name_length;
	group = kernel_pointer(state, cgroup);
	node = kernel_pointer(group, kn);
	if (node == last->node && last->length <= TEXT_MAX) {
		append__same_path(r, last);
		return;
	}
	last->node = node;
	last->start = r->position;
	last->length = append__cgroup_path(r, node);
}

#define CONTROLLERS 5

/* `controller=path` and a 0 for each, whichever hierarchy (v1 or v2) the controller is in. One piece of code
 * for all five: most of what a rare event costs is code that is no longer in the cache. */
static __always_inline void push__cgroups(struct record *r, struct task_struct *task)
{
	struct controller all[CONTROLLERS] = {
		CONTROLLER(cpuset_cgrp_id, "cpuset="), CONTROLLER(cpu_cgrp_id, "cpu="),
		CONTROLLER(cpuacct_cgrp_id, "cpuacct="), CONTROLLER(io_cgrp_id, "io="),
		CONTROLLER(memory_cgrp_id, "memory="),
	};
	struct css_set *set = kernel_read(task, cgroups);
	__u32 start = r->position;
	struct cgroup_path last = {};
	int i;

#pragma clang loop unroll(disable)
	for (i = 0; i < CONTROLLERS; i++) {
		if (all[i].id >= 0)
			append__cgroup(r, set, &all[i], &last);
	}
	push__end(r, r->position - start);
}
