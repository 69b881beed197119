// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* System calls without an event of their own: which one it was is all that is told, no result. */
#include "include/generic_codes.h"
#include "include/on_exit.bpf.h"

ON_EXIT(generic)
{
	push__u16(r, generic_codes[r->number & (SYSCALL_NUMBERS - 1)]);
	push__u16(r, r->number);
}
