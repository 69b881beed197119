// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* The calls without a directory descriptor that newer architectures do not have. */
#include "include/on_exit.bpf.h"

static __always_inline void path__push_two(struct record *r)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
}

ON_EXIT(link)
{
	path__push_two(r);
}

ON_EXIT(symlink)
{
	path__push_two(r);
}

ON_EXIT(rename)
{
	path__push_two(r);
}

ON_EXIT(unlink)
{
	path__push_one(r);
}

ON_EXIT(rmdir)
{
	path__push_one(r);
}

ON_EXIT(mkdir)
{
	path__push_one(r);
	push__u32(r, r->arguments[1]);
}

ON_EXIT(chmod)
{
	path__push_one(r);
	push__u32(r, r->arguments[1] & MODE_BITS);
}
