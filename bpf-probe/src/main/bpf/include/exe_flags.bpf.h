// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The flags of an executable: could the task that runs it have written it, and where it comes from.
 */
#include "extract_file.bpf.h"

#define EXE_WRITABLE (1u << 0)
#define EXE_UPPER_LAYER (1u << 1)
#define EXE_FROM_MEMFD (1u << 2)
#define EXE_LOWER_LAYER (1u << 3)

#define INODE_IMMUTABLE 8
#define MOUNTED_READ_ONLY 1
#define MAY_WRITE 2
#define CAPABILITY_DAC_OVERRIDE (1ull << 1)
#define CAPABILITY_FOWNER (1ull << 3)

/* One by one: the verifier follows both ways of each step of a binary search. Groups beyond count
 * as not held. */
#define GROUPS_MAX 64
#define ID_EXTENTS 5 /* UID_GID_MAP_MAX_BASE_EXTENTS; maps with more are taken as not mapping */

static __always_inline bool exe__in_groups(struct cred *cred, __u32 group)
{
	struct group_info *groups = kernel_read(cred, group_info);
	__u32 count = kernel_read(groups, ngroups), found, i;

	for (i = 0; i < GROUPS_MAX && i < count; i++) {
		found = 0;
		bpf_core_read(&found, sizeof(found), &groups->gid[i].val);
		if (found == group)
			return true;
	}
	return false;
}

static __always_inline bool exe__id_mapped(struct uid_gid_map *map, __u32 id)
{
	__u32 extents = kernel_read(map, nr_extents), first, count;
	int i;

	for (i = 0; i < ID_EXTENTS && i < extents; i++) {
		first = kernel_read(map, extent[i].lower_first);
		count = kernel_read(map, extent[i].count);
		if (id - first < count)
			return true;
	}
	return false;
}

/* The kernel's generic permission check without ACLs, which BPF cannot call. The owner always
 * counts: who owns a file can make it writable. */
static __always_inline bool exe__is_writable(struct cred *cred, struct inode *inode)
{
	__u16 mode = kernel_read(inode, i_mode);
	__u32 owner = kernel_read(inode, i_uid.val), group = kernel_read(inode, i_gid.val);
	struct user_namespace *ns;
	__u64 capabilities;

	if (kernel_read(inode, i_sb, s_flags) & MOUNTED_READ_ONLY)
		return false;
	if (kernel_read(inode, i_flags) & INODE_IMMUTABLE || owner == -1u || group == -1u)
		return false;
	if (kernel_read(cred, fsuid.val) == owner)
		return true;
	if (kernel_read(cred, fsgid.val) == group || exe__in_groups(cred, group))
		mode >>= 3;
	if (mode & MAY_WRITE)
		return true;
	capabilities = task__capabilities(&cred->cap_effective);
	if (!(capabilities & (CAPABILITY_DAC_OVERRIDE | CAPABILITY_FOWNER)))
		return false;
	ns = kernel_read(cred, user_ns);
	if (!exe__id_mapped(&ns->uid_map, owner))
		return false;
	return capabilities & CAPABILITY_FOWNER || exe__id_mapped(&ns->gid_map, group);
}

static __always_inline __u32 exe__flags(struct task_struct *task, struct file *exe)
{
	struct inode *inode = kernel_read(exe, f_inode);
	enum overlay_layer layer = inode__layer(inode);
	__u32 flags = 0;

	if (exe__is_writable(kernel_read(task, cred), inode))
		flags |= EXE_WRITABLE;
	if (layer == LAYER_UPPER)
		flags |= EXE_UPPER_LAYER;
	if (layer == LAYER_LOWER)
		flags |= EXE_LOWER_LAYER;
	if (file__is_memfd(exe))
		flags |= EXE_FROM_MEMFD;
	return flags;
}
