// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The absolute path of an open file, by walking dentries and mounts upwards: bpf_d_path() is not
 * allowed in tracepoint programs. Unlike the kernel's d_path, no " (deleted)" is added. */
#include "extract_file.bpf.h"
#include "push.bpf.h"

#define PATH_COMPONENTS 96 /* as Falco; the rest of a deeper path is lost from its left */
#define PATH_MASK (PATH_AREA - 1)
#define LONGEST_NAME 256 /* and the '/' before it */
#define PATH_END (TEXT_MAX + LONGEST_NAME - 1) /* so that the first name of the longest path has room */

struct path_walk {
	struct dentry *dentry;
	struct dentry *root; /* of the mount we are in */
	struct mount *mount;
};

/* Puts one name and the '/' before it in front of what is there. A name has at most 255 bytes. */
static __always_inline void path__prepend(struct record *r, struct dentry *dentry)
{
	const unsigned char *name = kernel_pointer(dentry, d_name.name);
	__u32 length = kernel_read(dentry, d_name.len) & 255;

	r->path_position -= length + 1;
	bpf_probe_read_kernel(&r->path[(r->path_position + 1) & PATH_MASK], length, name);
	r->path[r->path_position & PATH_MASK] = '/';
}

/* One step towards the root: true while there is another. BPF_CORE_READ must start from a variable:
 * a member of a struct of ours would be relocated as well. */
static __always_inline bool path__step(struct record *r, struct path_walk *at)
{
	struct dentry *dentry = at->dentry, *parent = kernel_pointer(dentry, d_parent);
	struct mount *mount = at->mount, *above;

	if (dentry == at->root) {
		above = kernel_pointer(mount, mnt_parent);
		if (above == mount)
			return false;
		at->dentry = kernel_pointer(mount, mnt_mountpoint);
		at->root = kernel_pointer(above, mnt.mnt_root);
		at->mount = above;
		return true;
	}
	if (dentry == parent)
		return false;
	path__prepend(r, dentry);
	at->dentry = parent;
	return true;
}

/* Adds it with a final 0. */
static __always_inline void append__file_path(struct record *r, struct file *file)
{
	struct vfsmount *mount = kernel_pointer(file, f_path.mnt);
	struct path_walk at = {
		.dentry = kernel_pointer(file, f_path.dentry),
		.root = kernel_pointer(mount, mnt_root),
		.mount = (void *)mount - bpf_core_field_offset(struct mount, mnt),
	};
	struct dentry *last;
	int i;

	r->path_position = PATH_END;
	r->path[PATH_END] = 0;
	for (i = 0; i < PATH_COMPONENTS && r->path_position > LONGEST_NAME; i++) {
		if (!path__step(r, &at))
			break;
	}
	/* Nothing above it: a memfd, whose name is all there is, or the root directory itself. */
	last = at.dentry;
	if (r->path_position == PATH_END)
		append__kernel_text(r, kernel_read(last, d_name.name));
	else
		append__kernel_text(r, &r->path[r->path_position & PATH_MASK]);
}

static __always_inline void push__file_path(struct record *r, struct file *file)
{
	__u32 start = r->position;

	append__file_path(r, file);
	push__end(r, r->position - start);
}
