// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * execve and execveat that succeeded, from the sched_process_exec tracepoint alone: at sys_exit the
 * kernel has already rewritten the number of the call (set_personality_64bit stores execve over
 * execveat). Failures are reported at sys_exit alone. So there is one event per exec.
 */
#include "include/abi.bpf.h"
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/push_exec.bpf.h"

/* Threads whose execveat is under way. The tracepoint before the point of no return (6.10) still
 * sees the real number; without it an execveat of a plain path is reported as execve. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u8);
} execveat_callers SEC(".maps");

/* No fewer than there are: while it is 0 nobody is looked up. An execveat that fails late leaves it higher. */
__u32 execveats_under_way = 0;

SEC("tp_btf/sched_prepare_exec")
int BPF_PROG(exec_prepared, struct task_struct *task, struct linux_binprm *program)
{
	__u32 tid;
	__u8 yes = 1;

	if (abi__current_call(NULL) != __NR_execveat)
		return 0;
	tid = bpf_get_current_pid_tgid();
	__sync_fetch_and_add(&execveats_under_way, 1);
	bpf_map_update_elem(&execveat_callers, &tid, &yes, BPF_ANY);
	return 0;
}

/* A thread that execs takes the number of its process on the way: old_tid is what it was before. */
static __always_inline bool exec__is_execveat(__u32 old_tid, struct linux_binprm *program)
{
	if (execveats_under_way && bpf_map_lookup_elem(&execveat_callers, &old_tid)) {
		bpf_map_delete_elem(&execveat_callers, &old_tid);
		__sync_fetch_and_add(&execveats_under_way, -1);
		return true;
	}
	/* The name that execveat makes up has a place of its own since 5.9 (60d9ad1d1d7f). */
	return bpf_core_field_exists(program->fdpath) && kernel_read(program, fdpath);
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(exec_succeeded, struct task_struct *task, int old_tid, struct linux_binprm *program)
{
	bool at = exec__is_execveat(old_tid, program);
	__u16 event = at ? EVENT_EXECVEAT : EVENT_EXECVE;
	const struct settings *on = maps__settings();
	struct caller by = record__caller_is(task);
	struct record *r;

	if (!maps__wanted(on, event) || exclude__caller(on, by.ids))
		return 0;
	r = record__begin_by(on, &by, event, at ? EXECVEAT_PARAMETERS : EXEC_PARAMETERS,
			     CLASS_EXECVE);
	if (!r)
		return 0;
	push__s64(r, 0);
	push__exe_and_args(r, task);
	push__ids(r, task);
	push__memory_and_name(r, task, task);
	push__cgroups(r, task);
	if (r->environment)
		push__environment(r, task);
	else
		push__empty(r);
	exec__push_identity(r, task);
	if (!at)
		push__kernel_text(r, kernel_read(program, filename));
	record__emit_by(r, &by);
	return 0;
}
