// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* open, openat, openat2, creat. */
#include "include/on_exit.bpf.h"
#include "include/push_opened.bpf.h"
#include "include/ring_types.h"

ON_EXIT(open)
{
	struct opened opened = {};

	open__read_result(r, &opened);
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, convert__open_flags(r->arguments[1]) | opened.flags);
	push__u32(r, convert__open_mode(r->arguments[1], r->arguments[2]));
	open__push_inode(r, &opened);
	open__push_kernel_path(r);
}

ON_EXIT(openat)
{
	struct opened opened = {};

	open__read_result(r, &opened);
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, convert__open_flags(r->arguments[2]) | opened.flags);
	push__u32(r, convert__open_mode(r->arguments[2], r->arguments[3]));
	open__push_inode(r, &opened);
	open__push_kernel_path(r);
}

ON_EXIT(openat2)
{
	struct opened opened = {};
	struct open_how how = {};

	open__read_result(r, &opened);
	if (bpf_probe_read_user(&how, sizeof(how), (void *)r->arguments[2]))
		record__count_page_fault();
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, convert__open_flags(how.flags) | opened.flags);
	push__u32(r, convert__open_mode(how.flags, how.mode));
	push__u32(r, convert__resolve_flags(how.resolve));
	open__push_inode(r, &opened);
	open__push_kernel_path(r);
}

#if defined(__TARGET_ARCH_x86)
ON_EXIT(creat)
{
	struct opened opened = {};

	open__read_result(r, &opened);
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, convert__open_mode(KERNEL_O_CREAT, r->arguments[1]));
	open__push_inode(r, &opened);
	/* This event alone has the layer in a 16-bit parameter of its own. */
	push__u16(r, opened.flags >> 15 & 3);
	open__push_kernel_path(r);
}
#endif
