// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Calls that wait: for descriptors, for locks, for time. */
#include "include/convert_file.h"
#include "include/on_exit.bpf.h"

#define POLLED_SEEN 16 /* as Falco */
#define FUTEX_FLAGS 0x180 /* PRIVATE, CLOCK_REALTIME: the same in scap */
#define FUTEX_OPERATION 0x7f
#define FUTEX_LAST 12 /* CMP_REQUEUE_PI */

struct polled {
	__s32 descriptor;
	__u16 asked;
	__u16 returned;
};

static __always_inline __u16 poll__events(__u16 events)
{
	return (events & 7) |			      /* IN, PRI, OUT: the same in scap */
	       TRANSLATE(events, 0x2000, 1 << 3) |    /* RDHUP */
	       TRANSLATE(events, 0x0008, 1 << 4) |    /* ERR */
	       TRANSLATE(events, 0x0010, 1 << 5) |    /* HUP */
	       TRANSLATE(events, 0x0020, 1 << 6) |    /* NVAL */
	       TRANSLATE(events, 0x0040, 1 << 7) |    /* RDNORM */
	       TRANSLATE(events, 0x0080, 1 << 8) |    /* RDBAND */
	       TRANSLATE(events, 0x0100, 1 << 9) |    /* WRNORM */
	       TRANSLATE(events, 0x0200, 1 << 10);    /* WRBAND */
}

/* How many, then descriptor and what came of it for each. */
static __always_inline void poll__push_list(struct record *r)
{
	struct polled *list = (struct polled *)r->path;
	__u32 count = r->arguments[1], start = r->position, i;

	if (count > POLLED_SEEN)
		count = POLLED_SEEN;
	opaque(count);
	count &= 2 * POLLED_SEEN - 1; /* changes nothing: at most 16 already */
	if (bpf_probe_read_user(r->path, count * sizeof(*list), (void *)r->arguments[0])) {
		record__count_page_fault();
		count = 0;
	}
	append__u16(r, count);
	for (i = 0; i < POLLED_SEEN && i < count; i++) {
		append__s64(r, list[i].descriptor);
		append__u16(r, poll__events(list[i].returned));
	}
	push__end(r, r->position - start);
}

/* Nanoseconds of a struct timespec, whose members are shorter in 32-bit programs. */
static __always_inline __u64 time__read(const struct record *r, __u64 address)
{
	__u64 wide[2] = {};
	__u32 narrow[2] = {};

	if (!address)
		return 0;
	if (r->abi == ABI_COMPAT) {
		bpf_probe_read_user(narrow, sizeof(narrow), (void *)address);
		return narrow[0] * 1000000000ull + narrow[1];
	}
	bpf_probe_read_user(wide, sizeof(wide), (void *)address);
	return wide[0] * 1000000000ull + wide[1];
}

ON_EXIT(ppoll)
{
	__u64 mask = 0;

	push__s64(r, r->result);
	poll__push_list(r);
	push__u64(r, time__read(r, r->arguments[2]));
	if (r->arguments[3])
		bpf_probe_read_user(&mask, sizeof(mask), (void *)r->arguments[3]);
	push__u32(r, mask);
}

ON_EXIT(futex)
{
	__u32 operation = r->arguments[1] & FUTEX_OPERATION;

	push__s64(r, r->result);
	push__u64(r, r->arguments[0]);
	push__u16(r, (operation <= FUTEX_LAST ? operation : 0) | (r->arguments[1] & FUTEX_FLAGS));
	push__u64(r, r->arguments[2]);
}

ON_EXIT(nanosleep)
{
	push__s64(r, r->result);
	push__u64(r, time__read(r, r->arguments[0]));
}

#if defined(__TARGET_ARCH_x86)
ON_EXIT(poll)
{
	push__s64(r, r->result);
	poll__push_list(r);
	push__s64(r, (__s32)r->arguments[2]);
}

ON_EXIT(select)
{
	push__s64(r, r->result);
}

ON_EXIT(epoll_wait)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[2]);
}
#endif
