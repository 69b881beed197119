// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* What changes the system around a process: namespaces, mounts, modules, BPF, signals. */
#include "include/convert_process.h"
#include "include/on_exit.bpf.h"

#define MOUNT_MAGIC 0xc0ed0000
#define MOUNT_MAGIC_MASK 0xffff0000

ON_EXIT(setns)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, convert__clone_flags(r->arguments[1]));
}

ON_EXIT(unshare)
{
	push__s64(r, r->result);
	push__u32(r, convert__clone_flags(r->arguments[0]));
}

ON_EXIT(mount)
{
	__u32 flags = r->arguments[3];

	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__user_text(r, r->arguments[2]);
	/* Programs of the last century still put a magic number into the upper half. */
	push__u32(r, (flags & MOUNT_MAGIC_MASK) == MOUNT_MAGIC ? flags & ~MOUNT_MAGIC_MASK : flags);
}

ON_EXIT(umount2)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, r->arguments[1] & 0xf); /* FORCE, DETACH, EXPIRE, NOFOLLOW: the same in scap */
}

#if defined(__TARGET_ARCH_x86)
/* 32-bit programs only. */
ON_EXIT(umount)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
}
#endif

ON_EXIT(init_module)
{
	push__s64(r, r->result);
	push__end(r, append__user_bytes(r, r->arguments[0], r->arguments[1]));
	push__u64(r, r->arguments[1]);
	push__user_text(r, r->arguments[2]);
}

ON_EXIT(finit_module)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & 7); /* the same in scap */
}

ON_EXIT(delete_module)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, TRANSLATE(r->arguments[1], KERNEL_O_TRUNC, 1) |
			     TRANSLATE(r->arguments[1], KERNEL_O_NONBLOCK, 2));
}

ON_EXIT(bpf)
{
	push__s64(r, r->result);
	push__u32(r, r->arguments[0]);
}

ON_EXIT(kill)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	push__u8(r, r->arguments[1]);
}

ON_EXIT(tkill)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	push__u8(r, r->arguments[1]);
}

ON_EXIT(tgkill)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	push__s64(r, (__s32)r->arguments[1]);
	push__u8(r, r->arguments[2]);
}

ON_EXIT(seccomp)
{
	push__s64(r, r->result);
	push__u64(r, r->arguments[0]);
	push__u64(r, (__u32)r->arguments[1]);
}

ON_EXIT(setpgid)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	push__s64(r, (__s32)r->arguments[1]);
}
