// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* What a call opened, read from the descriptor it made: device, inode, layer of an overlay file system,
 * whether the file was created; and its path, for who asks for it. */
#include "convert_file.h"
#include "extract_file.bpf.h"
#include "push_path.bpf.h"

struct opened {
	__u32 device;
	__u64 inode;
	__u32 flags;
};

static __always_inline void open__set_layer(struct opened *to, enum overlay_layer layer)
{
	if (layer == LAYER_UPPER)
		to->flags |= SCAP_UPPER_LAYER;
	if (layer == LAYER_LOWER)
		to->flags |= SCAP_LOWER_LAYER;
}

static __always_inline void open__read_result(struct record *r, struct opened *to)
{
	struct inode *inode;
	struct file *file;

	if (r->result < 0)
		return;
	file = file__of(r->task, r->result);
	if (!file)
		return;
	inode = kernel_read(file, f_inode);
	open__set_layer(to, inode__layer(inode));
	to->device = inode__device(inode);
	to->inode = kernel_read(inode, i_ino);
	if (kernel_read(file, f_mode) & FILE_WAS_CREATED)
		to->flags |= SCAP_O_CREATED;
}

static __always_inline void open__push_inode(struct record *r, const struct opened *opened)
{
	push__u32(r, opened->device);
	push__u64(r, opened->inode);
}

/* Behind the event: the file that the kernel opened, whatever the memory with its name says by now. */
static __always_inline void open__push_kernel_path(struct record *r)
{
	struct file *file;

	if (!r->race_checks || r->result < 0)
		return;
	file = file__of(r->task, r->result);
	if (!file)
		return;
	record__begin_trailer(r);
	append__file_path(r, file);
}
