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

static __always_inline struct file *file__of(struct task_struct *task, __s32 descriptor)
{
	struct fdtable *table = kernel_read(task, files, fdt);
	struct file **files;

	if (descriptor < 0 || !table || descriptor >= kernel_read(table, max_fds))
		return NULL;
	files = kernel_read(table, fd);
	return compat__read_pointer(files + descriptor);
}

static __always_inline struct file *file__of_descriptor(__s32 descriptor)
{
	return file__of((void *)bpf_get_current_task(), descriptor);
}

/* overlayfs keeps the dentry of the upper layer right behind the inode it hands to the VFS (struct
 * ovl_inode, not in the BTF when overlay is a module). It is set once the file was written. */
static __always_inline enum overlay_layer inode__layer(struct inode *inode)
{
	struct dentry *upper;

	if (kernel_read(inode, i_sb, s_magic) != OVERLAYFS_MAGIC)
		return LAYER_NONE;
	upper = compat__read_pointer((void *)inode + bpf_core_type_size(struct inode));
	return upper && kernel_read(upper, d_inode, i_ino) ? LAYER_UPPER : LAYER_LOWER;
}

static __always_inline __u32 inode__device(struct inode *inode)
{
	return task__encode_device(kernel_read(inode, i_sb, s_dev));
}

/* An executable from memfd_create has no directory: its dentry is its own parent. */
static __always_inline bool file__is_memfd(struct file *file)
{
	struct dentry *dentry = kernel_read(file, f_path.dentry);
	__u64 name = 0;

	if (!dentry || kernel_read(dentry, d_parent) != dentry)
		return false;
	bpf_probe_read_kernel(&name, 6, kernel_read(dentry, d_name.name));
	return name == 0x3a64666d656d; /* "memfd:", read as a little-endian number */
}
