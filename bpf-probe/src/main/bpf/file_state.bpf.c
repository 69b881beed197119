// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* What programs ask about files: high-rate, and seldom of interest. */
#include "include/on_exit.bpf.h"

#define STAT_FLAGS 0x1900 /* SYMLINK_NOFOLLOW, NO_AUTOMOUNT, EMPTY_PATH: the same in scap */
#define LOCK_FLAGS 0xf	  /* SH, EX, NB, UN: the same in scap */

static __always_inline void state__push_path(struct record *r)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
}

static __always_inline void state__push_descriptor(struct record *r)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
}

ON_EXIT(fstat)
{
	state__push_descriptor(r);
}

ON_EXIT(newfstatat)
{
	state__push_descriptor(r);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[3] & STAT_FLAGS);
}

ON_EXIT(getdents64)
{
	state__push_descriptor(r);
}

ON_EXIT(flock)
{
	state__push_descriptor(r);
	push__u32(r, r->arguments[1] & LOCK_FLAGS);
}

ON_EXIT(getcwd)
{
	push__s64(r, r->result);
	if (r->result >= 0)
		push__user_text(r, r->arguments[0]);
	else
		push__empty(r);
}

#if defined(__TARGET_ARCH_x86)
ON_EXIT(stat)
{
	state__push_path(r);
}

ON_EXIT(lstat)
{
	state__push_path(r);
}

ON_EXIT(access)
{
	state__push_path(r);
	push__u32(r, r->arguments[1] & 7); /* R_OK, W_OK, X_OK: the same in scap */
}

ON_EXIT(getdents)
{
	state__push_descriptor(r);
}

/* 32-bit programs only. */
ON_EXIT(stat64)
{
	state__push_path(r);
}

ON_EXIT(lstat64)
{
	state__push_path(r);
}

ON_EXIT(fstat64)
{
	push__s64(r, r->result);
}
#endif
