// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* execve and execveat that failed, at sys_exit: exe, args, env and filename are what was asked for,
 * all else is the caller, which still runs. Successes are in exec.bpf.c. */
#include "include/on_exit.bpf.h"
#include "include/push_exec.bpf.h"

#define POINTERS_MAX                                                                               \
	64 /* strings of argv or envp read after a failure; each costs two user reads */

static __always_inline __u64 exec__pointer(struct record *r, __u64 list, __u32 index)
{
	__u64 pointer = 0;

	if (r->compat)
		bpf_probe_read_user(&pointer, 4, (void *)(list + 4 * index));
	else
		bpf_probe_read_user(&pointer, 8, (void *)(list + 8 * index));
	return pointer;
}

/* The strings of a list from `first` on, at most TEXT_MAX bytes less those `used`. */
static __always_inline void exec__push_strings(struct record *r, __u64 list, __u32 first,
					       __u32 used)
{
	__u32 start = r->position, limit = start + TEXT_MAX - used, i;
	__u64 pointer;

	for (i = first; list && i < POINTERS_MAX && r->position < limit; i++) {
		pointer = exec__pointer(r, list, i);
		if (!pointer)
			break;
		append__user_text(r, pointer);
	}
	if (r->position > limit) {
		r->position = limit;
		push__replace_last(r, 0);
	}
	push__end(r, r->position - start);
}

static __always_inline void exec__push_failure(struct record *r, __u64 argv, __u64 envp)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	push__s64(r, r->result);
	exec__push_strings(r, argv, 1, push__user_text(r, argv ? exec__pointer(r, argv, 0) : 0));
	push__ids(r, task);
	push__memory_and_name(r, task, task);
	push__cgroups(r, task);
	exec__push_strings(r, r->environment ? envp : 0, 0, 0);
	exec__push_identity(r, task);
}

ON_EXIT(execve)
{
	exec__push_failure(r, r->arguments[1], r->arguments[2]);
	push__user_text(r, r->arguments[0]);
}

ON_EXIT(execveat)
{
	exec__push_failure(r, r->arguments[2], r->arguments[3]);
}
