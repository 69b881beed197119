// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The first bytes of what a socket sent or received, and struct msghdr in both of its layouts. */
#include "push.bpf.h"

#define VECTORS_SEEN 32 /* parts of a message whose bytes and sizes are looked at; as Falco */

struct message {
	__u64 name;
	__u64 vectors;
	__u64 vector_count;
	__u64 control;
	__u64 control_length;
};

static __always_inline void push__data(struct record *r, __u64 address, __u64 length)
{
	push__end(r, append__user_data(r, address, length < r->data_bytes ? length : r->data_bytes));
}

static __always_inline bool message__read(struct record *r, __u64 address, struct message *to)
{
	__u64 wide[6] = {}; /* name, namelen and padding, iov, iovlen, control, controllen */
	__u32 narrow[6] = {};
	bool compat = r->compat;

	if (bpf_probe_read_user(compat ? (void *)narrow : (void *)wide,
				compat ? sizeof(narrow) : sizeof(wide), (void *)address)) {
		record__count_page_fault();
		return false;
	}
	to->name = compat ? narrow[0] : wide[0];
	to->vectors = compat ? narrow[2] : wide[2];
	to->vector_count = compat ? narrow[3] : wide[3];
	to->control = compat ? narrow[4] : wide[4];
	to->control_length = compat ? narrow[5] : wide[5];
	return true;
}

struct part {
	__u64 base;
	__u64 length;
};

/* struct iovec: two longs, of 4 bytes each in a 32-bit program. */
static __always_inline struct part message__part(struct record *r, const struct message *of,
						 __u32 index)
{
	__u32 size = r->compat ? 8 : 16;
	__u64 words[2] = {};
	struct part part;

	bpf_probe_read_user(words, size, (void *)(of->vectors + size * index));
	part.base = size == 8 ? (__u32)words[0] : words[0];
	part.length = size == 8 ? words[0] >> 32 : words[1];
	return part;
}

/* Pushes the first bytes of a message and returns the size of all its parts. What room is left follows
 * from the position, which the verifier does not track: with a count of its own the loop would have
 * as many states as there are ways to fill it. */
static __always_inline __u32 push__message_data(struct record *r, const struct message *of,
						__u64 most)
{
	__u32 start = r->position, end = start + (most < r->data_bytes ? most : r->data_bytes);
	__u32 room, size = 0, i;
	struct part part;

	for (i = 0; i < VECTORS_SEEN && i < of->vector_count; i++) {
		part = message__part(r, of, i);
		size += part.length;
		room = end - r->position;
		if (room && room <= DATA_BYTES_MAX)
			append__user_data(r, part.base, part.length < room ? part.length : room);
	}
	push__end(r, r->position - start);
	return size;
}
