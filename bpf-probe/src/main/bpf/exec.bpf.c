// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * execve and execveat. A success is reported by the sched_process_exec tracepoint alone: at sys_exit
 * the kernel has already rewritten the number of the call (set_personality_64bit stores execve over
 * execveat). A failure is reported at sys_exit alone, with what was asked for as exe, args, env and
 * filename and the caller, still running, for everything else. So there is one event per exec.
 */
#include "include/abi.bpf.h"
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/exe_flags.bpf.h"
#include "include/on_exit.bpf.h"
#include "include/push_path.bpf.h"
#include "include/push_task.bpf.h"

#define POINTERS_MAX 64 /* strings of argv or envp read after a failure; each costs two user reads */

/* Threads whose execveat is under way. The tracepoint before the point of no return (6.10) still sees
 * the real number; without it an execveat of a plain path is reported as execve. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u8);
} execveat_callers SEC(".maps");

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
static __always_inline void exec__push_strings(struct record *r, __u64 list, __u32 first, __u32 used)
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

/* tty to the group id: the caller's or, after a success, the new program's. */
static __always_inline void exec__push_identity(struct record *r, struct task_struct *task)
{
	const struct cred *cred = BPF_CORE_READ(task, cred);
	struct file *exe = BPF_CORE_READ(task, mm, exe_file);
	struct inode *inode = BPF_CORE_READ(exe, f_inode);
	struct file_times times = {};

	compat__read_times(inode, &times);
	push__u32(r, task__terminal(task));
	push__s64(r, task__virtual_id(task, PID_OF_GROUP));
	push__u32(r, task__login_uid(task));
	push__u32(r, exe__flags(task, exe));
	push__u64(r, task__capabilities(&cred->cap_inheritable));
	push__u64(r, task__capabilities(&cred->cap_permitted));
	push__u64(r, task__capabilities(&cred->cap_effective));
	push__u64(r, BPF_CORE_READ(inode, i_ino));
	push__u64(r, times.ctime);
	push__u64(r, times.mtime);
	push__u32(r, BPF_CORE_READ(cred, euid.val));
	push__file_path(r, exe);
	push__s64(r, task__group_id(task));
	push__u32(r, BPF_CORE_READ(cred, egid.val));
}

static __always_inline void exec__push_failure(struct record *r, __u64 argv, __u64 envp)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	push__s64(r, r->result);
	exec__push_strings(r, argv, 1, push__user_text(r, argv ? exec__pointer(r, argv, 0) : 0));
	push__ids(r, task);
	push__memory_and_name(r, task, task);
	push__cgroups(r, task);
	exec__push_strings(r, envp, 0, 0);
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

SEC("tp_btf/sched_prepare_exec")
int BPF_PROG(exec_prepared, struct task_struct *task, struct linux_binprm *program)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__u8 yes = 1;

	if (abi__current_syscall() == __NR_execveat)
		bpf_map_update_elem(&execveat_callers, &tid, &yes, BPF_ANY);
	return 0;
}

/* A thread that execs takes the number of its process on the way: old_tid is what it was before. */
static __always_inline bool exec__is_execveat(__u32 old_tid, struct linux_binprm *program)
{
	if (bpf_map_lookup_elem(&execveat_callers, &old_tid)) {
		bpf_map_delete_elem(&execveat_callers, &old_tid);
		return true;
	}
	return BPF_CORE_READ(program, fdpath) != NULL;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(exec_succeeded, struct task_struct *task, int old_tid, struct linux_binprm *program)
{
	bool at = exec__is_execveat(old_tid, program);
	__u16 event = at ? EVENT_EXECVEAT : EVENT_EXECVE;
	struct settings *on = maps__settings();
	struct record *r;

	if (!on || !maps__event_enabled(on, event) || exclude__current(on))
		return 0;
	r = record__begin(on, event, at ? EXECVEAT_PARAMETERS : EXEC_PARAMETERS, CLASS_PROCESS);
	if (!r)
		return 0;
	push__s64(r, 0);
	push__exe_and_args(r, task);
	push__ids(r, task);
	push__memory_and_name(r, task, task);
	push__cgroups(r, task);
	push__environment(r, task);
	exec__push_identity(r, task);
	if (!at)
		push__kernel_text(r, BPF_CORE_READ(program, filename));
	record__emit(r);
	return 0;
}
