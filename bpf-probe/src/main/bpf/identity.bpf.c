// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Who a task is: user and group ids, session, capabilities, and prctl, which has some of
 * everything. */
#include "include/extract_task.bpf.h"
#include "include/on_exit.bpf.h"

#define OPTION_SET_NAME 15
#define OPTION_GET_NAME 16
#define OPTION_GET_CHILD_SUBREAPER 37

/* The result, then the first `count` arguments: ids are u32, -1 for "as it is". */
static __always_inline void identity__push_ids(struct record *r, int count)
{
	int i;

	push__s64(r, r->result);
	for (i = 0; i < count; i++)
		push__u32(r, r->arguments[i]);
}

ON_EXIT(setuid)
{
	identity__push_ids(r, 1);
}

ON_EXIT(setgid)
{
	identity__push_ids(r, 1);
}

ON_EXIT(setreuid)
{
	identity__push_ids(r, 2);
}

ON_EXIT(setregid)
{
	identity__push_ids(r, 2);
}

ON_EXIT(setresuid)
{
	identity__push_ids(r, 3);
}

ON_EXIT(setresgid)
{
	identity__push_ids(r, 3);
}

ON_EXIT(setsid)
{
	identity__push_ids(r, 0);
}

/* What the task has after the call, whatever it asked for. */
ON_EXIT(capset)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	const struct cred *cred = BPF_CORE_READ(task, cred);

	push__s64(r, r->result);
	push__u64(r, task__capabilities(&cred->cap_inheritable));
	push__u64(r, task__capabilities(&cred->cap_permitted));
	push__u64(r, task__capabilities(&cred->cap_effective));
}

ON_EXIT(prctl)
{
	__u32 option = r->arguments[0];
	__s32 is_subreaper = 0;

	push__s64(r, r->result);
	push__u32(r, option);
	if (option == OPTION_SET_NAME || option == OPTION_GET_NAME) {
		push__user_text(r, r->arguments[1]);
		push__s64(r, 0);
		return;
	}
	push__empty(r);
	if (option != OPTION_GET_CHILD_SUBREAPER) {
		push__s64(r, r->arguments[1]);
		return;
	}
	bpf_probe_read_user(&is_subreaper, sizeof(is_subreaper), (void *)r->arguments[1]);
	push__s64(r, is_subreaper);
}
