// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Descriptors that come, go and move: close, dup, pipe, fcntl, memfd. */
#include "include/convert_file.h"
#include "include/events.h"
#include "include/extract_file.bpf.h"
#include "include/on_exit.bpf.h"

ON_EXIT(close)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
}

ON_EXIT(close_range)
{
	push__s64(r, r->result);
	push__u32(r, r->arguments[0]);
	push__u32(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & 6); /* UNSHARE and CLOEXEC, the same in scap */
}

ON_EXIT(dup)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
}

ON_EXIT(dup3)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__fd(r, r->arguments[1]);
	push__u32(r, TRANSLATE(r->arguments[2], KERNEL_O_CLOEXEC, SCAP_O_CLOEXEC));
}

/* Wanted for the state alone, only commands that make or change descriptors get here. */
ON_EXIT(fcntl)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u8(r, convert__descriptor_command(r->arguments[1]));
	push__u64(r, r->arguments[2]);
}

ON_EXIT(memfd_create)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, r->arguments[1] & 7); /* CLOEXEC, ALLOW_SEALING, HUGETLB: the same in scap */
}

static __always_inline void pipe__push_ends(struct record *r)
{
	__s32 ends[2] = { -1, -1 };
	struct file *file;

	if (bpf_probe_read_user(ends, sizeof(ends), (void *)r->arguments[0])) {
		record__count_page_fault();
		ends[0] = ends[1] = -1;
	}
	push__s64(r, r->result);
	push__s64(r, ends[0]);
	push__s64(r, ends[1]);
	file = r->result ? NULL : file__of_descriptor(ends[0]);
	push__u64(r, file ? BPF_CORE_READ(file, f_inode, i_ino) : 0);
}

ON_EXIT(pipe2)
{
	__s32 flags = r->arguments[1];

	pipe__push_ends(r);
	push__u32(r, flags < 0 ? 0
			       : convert__descriptor_flags(flags) |
					 TRANSLATE(flags, KERNEL_O_DIRECT, SCAP_O_DIRECT));
}

#if defined(__TARGET_ARCH_x86)
ON_EXIT(pipe)
{
	pipe__push_ends(r);
}

ON_EXIT(dup2)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__fd(r, r->arguments[1]);
}
#endif
