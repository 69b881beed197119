// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Open files of the current task and the inodes behind them. */
#include "extract_task.bpf.h"

#define OVERLAYFS_MAGIC 0x794c7630
#define FILE_WAS_CREATED 0x100000 /* FMODE_CREATED */

enum overlay_layer {
	LAYER_NONE,
	LAYER_UPPER,
	LAYER_LOWER,
};

static __always_inline struct file *file__of_descriptor(__s32 descriptor)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files, *file = NULL;

	if (descriptor < 0 || !table || descriptor >= BPF_CORE_READ(table, max_fds))
		return NULL;
	files = BPF_CORE_READ(table, fd);
	bpf_probe_read_kernel(&file, sizeof(file), files + descriptor);
	return file;
}

/* The same where any address can be taken for a type and read without a call: see compat__direct. */
static __always_inline struct file *file__of_descriptor_directly(__s32 descriptor)
{
	struct fdtable *table = bpf_get_current_task_btf()->files->fdt;
	struct hlist_head *place;

	if (descriptor < 0 || descriptor >= (__s32)table->max_fds)
		return NULL;
	place = compat__direct(struct hlist_head, (void *)table->fd + 8ul * descriptor);
	return compat__direct(struct file, place->first);
}

/* overlayfs keeps the dentry of the upper layer right behind the inode it hands to the VFS (struct
 * ovl_inode, not in the BTF when overlay is a module). It is set once the file was written. */
static __always_inline enum overlay_layer file__layer(struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	struct dentry *upper = NULL;
	void *inode;

	if (BPF_CORE_READ(dentry, d_sb, s_magic) != OVERLAYFS_MAGIC)
		return LAYER_NONE;
	inode = BPF_CORE_READ(dentry, d_inode);
	bpf_probe_read_kernel(&upper, sizeof(upper), inode + bpf_core_type_size(struct inode));
	return upper && BPF_CORE_READ(upper, d_inode, i_ino) ? LAYER_UPPER : LAYER_LOWER;
}

static __always_inline __u32 file__device(struct file *file)
{
	return task__encode_device(BPF_CORE_READ(file, f_inode, i_sb, s_dev));
}

/* An executable from memfd_create has no directory: its dentry is its own parent. */
static __always_inline bool file__is_memfd(struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	__u64 name = 0;

	if (!dentry || BPF_CORE_READ(dentry, d_parent) != dentry)
		return false;
	bpf_probe_read_kernel(&name, 6, BPF_CORE_READ(dentry, d_name.name));
	return name == 0x3a64666d656d; /* "memfd:", read as a little-endian number */
}
