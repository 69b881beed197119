// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Names in the file system made, changed and removed, and what stands where: links, renames, modes,
 * directories. Paths are as given; the descriptor a relative one starts from precedes it. */
#include "include/convert_file.h"
#include "include/on_exit.bpf.h"


ON_EXIT(linkat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__fd(r, r->arguments[2]);
	push__user_text(r, r->arguments[3]);
	push__u32(r, r->arguments[4] & LINK_FLAGS);
}

ON_EXIT(symlinkat)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__fd(r, r->arguments[1]);
	push__user_text(r, r->arguments[2]);
}

ON_EXIT(unlinkat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & REMOVE_DIRECTORY);
}

static __always_inline void path__push_rename(struct record *r)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__fd(r, r->arguments[2]);
	push__user_text(r, r->arguments[3]);
}

ON_EXIT(renameat)
{
	path__push_rename(r);
}

ON_EXIT(renameat2)
{
	path__push_rename(r);
	push__u32(r, r->arguments[4]);
}

ON_EXIT(mkdirat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2]);
}

ON_EXIT(fchmod)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[1] & MODE_BITS);
}

ON_EXIT(fchmodat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & MODE_BITS);
}

/* With one argument more, its flags, for which the event has no place. */
ON_EXIT(fchmodat2)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & MODE_BITS);
}

static __always_inline void path__push_one(struct record *r)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
}

ON_EXIT(chdir)
{
	path__push_one(r);
}

ON_EXIT(chroot)
{
	path__push_one(r);
}

ON_EXIT(fchdir)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
}
