// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Owners of files, and device files. */
#include "include/on_exit.bpf.h"

static __always_inline void ownership__push_ids(struct record *r, int first)
{
	push__u32(r, r->arguments[first]);
	push__u32(r, r->arguments[first + 1]);
}

ON_EXIT(fchown)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	ownership__push_ids(r, 1);
}

ON_EXIT(fchownat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	ownership__push_ids(r, 2);
	push__u32(r, r->arguments[4] & 0x1100); /* AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH */
}

/* The device is passed on as given; Falco's driver encodes it once more. */
ON_EXIT(mknodat)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__user_text(r, r->arguments[1]);
	push__u32(r, r->arguments[2] & 0177777);
	push__u32(r, r->arguments[3]);
}

#if defined(__TARGET_ARCH_x86)
static __always_inline void ownership__push_path(struct record *r)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	ownership__push_ids(r, 1);
}

ON_EXIT(chown)
{
	ownership__push_path(r);
}

ON_EXIT(lchown)
{
	ownership__push_path(r);
}

ON_EXIT(mknod)
{
	push__s64(r, r->result);
	push__user_text(r, r->arguments[0]);
	push__u32(r, r->arguments[1] & 0177777);
	push__u32(r, r->arguments[2]);
}
#endif
