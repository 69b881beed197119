// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Address spaces: mapped, protected, locked, and read or written by other processes. */
#include "include/convert_memory.h"
#include "include/on_exit.bpf.h"
#include "include/push_data.bpf.h"
#include "include/push_task.bpf.h"

static __always_inline void memory__push_result(struct record *r)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	push__s64(r, r->result);
	push__memory(r, task);
}

static __always_inline void memory__push_range(struct record *r)
{
	push__u64(r, r->arguments[0]);
	push__u64(r, r->arguments[1]);
}

static __always_inline void memory__report_mmap(struct record *r)
{
	memory__push_result(r);
	memory__push_range(r);
	push__u32(r, convert__protection(r->arguments[2]));
	push__u32(r, convert__mapping_flags(r->arguments[3]));
	push__fd(r, r->arguments[4]);
	push__u64(r, r->arguments[5]);
}

ON_EXIT(mmap)
{
	memory__report_mmap(r);
}

ON_EXIT(munmap)
{
	memory__push_result(r);
	memory__push_range(r);
}

ON_EXIT(brk)
{
	memory__push_result(r);
	push__u64(r, r->arguments[0]);
}

ON_EXIT(mprotect)
{
	push__s64(r, r->result);
	memory__push_range(r);
	push__u32(r, convert__protection(r->arguments[2]));
}

ON_EXIT(mlock)
{
	push__s64(r, r->result);
	memory__push_range(r);
}

ON_EXIT(munlock)
{
	push__s64(r, r->result);
	memory__push_range(r);
}

ON_EXIT(mlock2)
{
	push__s64(r, r->result);
	memory__push_range(r);
	push__u32(r, r->arguments[2] & 1); /* ONFAULT: the same in scap */
}

ON_EXIT(mlockall)
{
	push__s64(r, r->result);
	push__u32(r, r->arguments[0] & 7); /* CURRENT, FUTURE, ONFAULT: the same in scap */
}

ON_EXIT(munlockall)
{
	push__s64(r, r->result);
}

/* The bytes are those of this side, where what was read is and what was written was. */
static __always_inline void memory__report_transfer(struct record *r)
{
	struct message local = {
		.vectors = r->arguments[1],
		.vector_count = r->arguments[2],
	};

	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	if (r->result > 0)
		push__message_data(r, &local, r->result);
	else
		push__empty(r);
}

ON_EXIT(process_vm_readv)
{
	memory__report_transfer(r);
}

ON_EXIT(process_vm_writev)
{
	memory__report_transfer(r);
}

#if defined(__TARGET_ARCH_x86)
/* 32-bit programs only: the offset counts pages. */
ON_EXIT(mmap2)
{
	memory__report_mmap(r);
}
#endif
