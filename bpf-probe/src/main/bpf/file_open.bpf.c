// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* open, openat, openat2, creat. What was opened is read from the new descriptor: device, inode,
 * layer of an overlay file system, and whether the call created the file. */
#include "include/on_exit.bpf.h"
#include "include/convert_file.h"
#include "include/extract_file.bpf.h"

struct opened {
	__u32 device;
	__u64 inode;
	__u32 flags;
};

struct open_how {
	__u64 flags;
	__u64 mode;
	__u64 resolve;
};

static __always_inline void open__read_result(struct record *r, struct opened *to)
{
	struct file *file = file__of_descriptor(r->result);
	enum overlay_layer layer;

	if (r->result < 0 || !file)
		return;
	layer = file__layer(file);
	to->device = file__device(file);
	to->inode = BPF_CORE_READ(file, f_inode, i_ino);
	if (BPF_CORE_READ(file, f_mode) & FILE_WAS_CREATED)
		to->flags |= SCAP_O_CREATED;
	if (layer == LAYER_UPPER)
		to->flags |= SCAP_UPPER_LAYER;
	if (layer == LAYER_LOWER)
		to->flags |= SCAP_LOWER_LAYER;
}

static __always_inline void open__push_inode(struct record *r, const struct opened *opened)
{
	push__u32(r, opened->device);
	push__u64(r, opened->inode);
}

ON_EXIT(open)
{
	struct opened opened = {};

	open__read_result(r, &opened);
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, convert__open_flags(r->arguments[1]) | opened.flags);
	push__u32(r, convert__open_mode(r->arguments[1], r->arguments[2]));
	open__push_inode(r, &opened);
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
}
#endif
