// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Data that goes through sockets, with the address of datagrams. */
#include "include/on_exit.bpf.h"
#include "include/push_data.bpf.h"
#include "include/push_tuple.bpf.h"

#define ANY_ADDRESS_SIZE ADDRESS_MAX

/* The tuple of a call that may have been given the other end's address. */
static __always_inline void data__push_tuple(struct record *r, __s32 descriptor,
					     enum direction direction, __u64 address)
{
	if (r->result < 0) {
		push__empty(r);
		return;
	}
	socket__copy_address(r, address, ANY_ADDRESS_SIZE);
	push__tuple(r, descriptor, direction);
}

ON_EXIT(sendto)
{
	__u32 size = r->arguments[2];

	push__s64(r, r->result);
	push__data(r, r->arguments[1], r->result > 0 ? r->result : size);
	push__fd(r, r->arguments[0]);
	push__u32(r, size);
	data__push_tuple(r, r->arguments[0], OUTBOUND, r->arguments[4]);
}

ON_EXIT(recvfrom)
{
	push__s64(r, r->result);
	push__data(r, r->arguments[1], r->result > 0 ? r->result : 0);
	data__push_tuple(r, r->arguments[0], INBOUND, r->arguments[4]);
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[2]);
}

ON_EXIT(sendmsg)
{
	struct message message = {};
	__u32 size;

	push__s64(r, r->result);
	if (!message__read(r, r->arguments[1], &message)) {
		push__empty(r);
		push__fd(r, r->arguments[0]);
		push__empty(r);
		push__empty(r);
		return;
	}
	size = push__message_data(r, &message, r->result > 0 ? r->result : DATA_BYTES_MAX);
	push__fd(r, r->arguments[0]);
	push__u32(r, size);
	data__push_tuple(r, r->arguments[0], OUTBOUND, message.name);
}

ON_EXIT(recvmsg)
{
	struct message message = {};

	push__s64(r, r->result);
	if (r->result < 0 || !message__read(r, r->arguments[1], &message)) {
		push__u32(r, 0);
		push__empty(r);
		push__empty(r);
		push__empty(r);
	} else {
		push__u32(r, r->result);
		push__message_data(r, &message, r->result);
		data__push_tuple(r, r->arguments[0], INBOUND, message.name);
		push__end(r, append__user_bytes(r, message.control, message.control_length));
	}
	push__fd(r, r->arguments[0]);
}

#if defined(__TARGET_ARCH_x86)
/* 32-bit programs only, and those only through socketcall. */
ON_EXIT(send)
{
	push__s64(r, r->result);
	push__data(r, r->arguments[1], r->result > 0 ? r->result : (__u32)r->arguments[2]);
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[2]);
	data__push_tuple(r, r->arguments[0], OUTBOUND, 0);
}

ON_EXIT(recv)
{
	push__s64(r, r->result);
	push__data(r, r->arguments[1], r->result > 0 ? r->result : 0);
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[2]);
	data__push_tuple(r, r->arguments[0], INBOUND, 0);
}
#endif
