// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* An operation of io_uring as the parameters of the system call it stands for. */
#include "push_data.bpf.h"
#include "push_opened.bpf.h"
#include "push_tuple.bpf.h"
#include "ring_operations.h"

static __always_inline void ring__push_open(struct record *r, struct ring_operation *of)
{
	struct opened opened = {};

	if (r->result != UNKNOWN_DESCRIPTOR)
		open__read_result(r, &opened);
	push__s64(r, r->result);
	push__s64(r, of->descriptor);
	push__kernel_text(r, of->first);
	push__u32(r, convert__open_flags(of->flags) | opened.flags);
	push__u32(r, convert__open_mode(of->flags, of->mode));
	if (of->opcode == RING_OPENAT2)
		push__u32(r, convert__resolve_flags(of->resolve));
	open__push_inode(r, &opened);
	if (r->result != UNKNOWN_DESCRIPTOR)
		open__push_kernel_path(r);
}

/* The address that was given, to where the kernel's are put together; none is one of no family. */
static __always_inline __u16 ring__copy_address(struct record *r, struct ring_operation *of)
{
	r->path[0] = r->path[1] = 0;
	if (of->address_size)
		bpf_probe_read_kernel(r->path, ADDRESS_MAX, of->first);
	r->path[ADDRESS_MAX] = 0;
	return *(__u16 *)r->path;
}

static __always_inline void ring__push_connect(struct record *r, struct ring_operation *of,
					       struct sock *sk)
{
	__u16 family = ring__copy_address(r, of);

	push__s64(r, r->result);
	if (r->result == 0 || r->result == IN_PROGRESS)
		push__sock_tuple(r, sk, OUTBOUND);
	else
		push__empty(r);
	push__s64(r, of->descriptor);
	push__copied_address(r, family, of->address_size);
}

/* Of what was sent or received: one without an address of its own may have been given one. */
static __always_inline void ring__push_tuple(struct record *r, struct ring_operation *of,
					     struct sock *sk, enum direction direction)
{
	ring__copy_address(r, of);
	if (r->result < 0)
		push__empty(r);
	else
		push__sock_tuple(r, sk, direction);
}

/* The bytes are at hand only in the memory of the process itself. */
static __always_inline void ring__push_data(struct record *r, struct ring_operation *of,
					    struct sock *sk)
{
	bool sent = of->opcode != RING_RECV;
	__u64 length = r->result > 0 ? r->result : sent ? of->mode : 0;

	push__s64(r, r->result);
	push__data(r, of->resolve, length);
	push__s64(r, of->descriptor);
	push__u32(r, of->mode);
	ring__push_tuple(r, of, sk, sent ? OUTBOUND : INBOUND);
}

static __always_inline void ring__push_sent_message(struct record *r, struct ring_operation *of,
						    struct sock *sk)
{
	struct message message = {};
	__u32 size;

	message__read(r, of->resolve, &message);
	push__s64(r, r->result);
	size = push__message_data(r, &message, r->result > 0 ? r->result : DATA_BYTES_MAX);
	push__s64(r, of->descriptor);
	push__u32(r, size);
	ring__push_tuple(r, of, sk, OUTBOUND);
}

/* Who sent it the kernel has written into the memory of the process. */
static __always_inline void ring__push_received_message(struct record *r,
							struct ring_operation *of, struct sock *sk)
{
	struct message message = {};

	push__s64(r, r->result);
	if (r->result < 0 || !message__read(r, of->resolve, &message)) {
		push__u32(r, 0);
		push__empty(r);
		push__empty(r);
		push__empty(r);
	} else {
		push__u32(r, r->result);
		push__message_data(r, &message, r->result);
		socket__copy_address(r, message.name, ADDRESS_MAX);
		push__sock_tuple(r, sk, INBOUND);
		push__end(r, append__user_bytes(r, message.control, message.control_length));
	}
	push__s64(r, of->descriptor);
}

static __always_inline void ring__push_accept(struct record *r, struct ring_operation *of,
					      struct sock *listener)
{
	push__s64(r, r->result);
	r->path[0] = r->path[1] = 0;
	if (r->result < 0 || r->result == UNKNOWN_DESCRIPTOR)
		push__empty(r);
	else
		push__tuple(r, r->result, INBOUND);
	push__queue(r, r->result < 0 ? NULL : listener);
	push__s32(r, convert__descriptor_flags(of->flags));
}

static __always_inline void push__ring_operation(struct record *r, struct ring_operation *of,
						 struct file *file)
{
	struct sock *sk = file ? socket__of_file(file) : NULL;

	switch (of->opcode) {
	case RING_OPENAT:
	case RING_OPENAT2:
		ring__push_open(r, of);
		return;
	case RING_CONNECT:
		ring__push_connect(r, of, sk);
		return;
	case RING_SEND:
	case RING_SEND_ZC:
	case RING_RECV:
		ring__push_data(r, of, sk);
		return;
	case RING_SENDMSG:
	case RING_SENDMSG_ZC:
		ring__push_sent_message(r, of, sk);
		return;
	case RING_RECVMSG:
		ring__push_received_message(r, of, sk);
		return;
	case RING_ACCEPT:
		ring__push_accept(r, of, sk);
		return;
	}
	push__s64(r, r->result);
	switch (of->opcode) {
	case RING_CLOSE:
		push__s64(r, of->descriptor);
		break;
	case RING_UNLINKAT:
		push__s64(r, of->descriptor);
		push__kernel_text(r, of->first);
		push__u32(r, of->flags & REMOVE_DIRECTORY);
		break;
	case RING_MKDIRAT:
		push__s64(r, of->descriptor);
		push__kernel_text(r, of->first);
		push__u32(r, of->mode);
		break;
	case RING_SYMLINKAT:
		push__kernel_text(r, of->first);
		push__s64(r, of->other_descriptor);
		push__kernel_text(r, of->second);
		break;
	case RING_RENAMEAT:
	case RING_LINKAT:
		push__s64(r, of->descriptor);
		push__kernel_text(r, of->first);
		push__s64(r, of->other_descriptor);
		push__kernel_text(r, of->second);
		push__u32(r, of->opcode == RING_LINKAT ? of->flags & LINK_FLAGS : of->flags);
		break;
	case RING_SOCKET:
		push__u32(r, socket__family(of->descriptor));
		push__u32(r, of->flags);
		push__u32(r, of->mode);
		push__u32(r, convert__descriptor_flags(of->flags));
		break;
	case RING_LISTEN:
		push__s64(r, of->descriptor);
		push__s32(r, of->mode);
		break;
	case RING_BIND:
		push__bound_address(r, r->result ? NULL : sk);
		push__s64(r, of->descriptor);
		break;
	case RING_SHUTDOWN:
		push__s64(r, of->descriptor);
		push__u8(r, socket__half(of->mode));
		break;
	}
}
