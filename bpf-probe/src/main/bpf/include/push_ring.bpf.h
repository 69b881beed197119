// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* An operation of io_uring: what is noted of it when it is submitted, and its parameters as those of
 * the system call it stands for. */
#include "convert_file.h"
#include "extract_file.bpf.h"
#include "push_data.bpf.h"
#include "push_opened.bpf.h"
#include "push_tuple.bpf.h"
#include "ring_types.h"

#define RING_OPERATIONS 64

/* Numbers of the kernel's interface (IORING_OP_*), which it never changes. */
enum ring_opcode {
	RING_SENDMSG = 9,
	RING_RECVMSG = 10,
	RING_ACCEPT = 13,
	RING_CONNECT = 16,
	RING_OPENAT = 18,
	RING_CLOSE = 19,
	RING_SEND = 26,
	RING_RECV = 27,
	RING_OPENAT2 = 28,
	RING_RENAMEAT = 35,
	RING_UNLINKAT = 36,
	RING_MKDIRAT = 37,
	RING_SYMLINKAT = 38,
	RING_LINKAT = 39,
	RING_SOCKET = 45,
	RING_SEND_ZC = 47,
	RING_LISTEN = 57,
};

struct ring_event {
	__u16 code;
	__u8 parameters;
	__u8 event_class;
};

const volatile struct ring_event ring_events[RING_OPERATIONS] = {
	[RING_ACCEPT] = { 389, 6, CLASS_NETWORK },   /* accept4 */
	[RING_CONNECT] = { 23, 4, CLASS_CONNECT },
	[RING_OPENAT] = { 307, 7, CLASS_OPEN },
	[RING_CLOSE] = { 5, 2, CLASS_CLOSE },
	[RING_SEND] = { 29, 5, CLASS_TRAFFIC },
	[RING_RECV] = { 33, 5, CLASS_TRAFFIC },
	[RING_SEND_ZC] = { 29, 5, CLASS_TRAFFIC },
	[RING_OPENAT2] = { 327, 8, CLASS_OPEN },
	[RING_RENAMEAT] = { 319, 6, CLASS_FILE },    /* renameat2 */
	[RING_UNLINKAT] = { 303, 4, CLASS_FILE },
	[RING_MKDIRAT] = { 305, 4, CLASS_FILE },
	[RING_SYMLINKAT] = { 181, 4, CLASS_FILE },
	[RING_LINKAT] = { 311, 6, CLASS_FILE },
	[RING_SOCKET] = { 19, 5, CLASS_NETWORK },
	[RING_LISTEN] = { 25, 3, CLASS_NETWORK },
};

/* A descriptor that a successful operation made, where nobody tells which: the process put the file into
 * a table of the ring, or asked for no completion. No real descriptor has this number. */
#define UNKNOWN_DESCRIPTOR 0x7fffffff

struct ring_operation {
	__u32 tid;
	__u8 opcode;
	__u8 makes_no_descriptor; /* but an entry of the ring's table */
	__u16 address_size;
	__s32 descriptor;
	__s32 other_descriptor;
	__u64 flags;
	__u64 mode;
	__u64 resolve;
	__u8 first[TEXT_MAX]; /* path, or address */
	__u8 second[TEXT_MAX];
};

static __always_inline bool ring__makes_descriptor(const struct ring_operation *of)
{
	switch (of->opcode) {
	case RING_OPENAT:
	case RING_OPENAT2:
	case RING_ACCEPT:
	case RING_SOCKET:
		return true;
	}
	return false;
}

/* The result of an operation whose completion was not seen. */
static __always_inline __s64 ring__assumed(const struct ring_operation *of)
{
	return ring__makes_descriptor(of) ? UNKNOWN_DESCRIPTOR : 0;
}

static __always_inline __s64 ring__result(const struct ring_operation *of, __s32 result)
{
	return result >= 0 && of->makes_no_descriptor ? UNKNOWN_DESCRIPTOR : result;
}

static __always_inline void ring__note_name(__u8 *to, struct filename *name)
{
	if (bpf_probe_read_kernel_str(to, TEXT_MAX, BPF_CORE_READ(name, name)) < 0)
		to[0] = 0;
}

static __always_inline void ring__note_open(struct ring_operation *to, struct io_open *open)
{
	to->descriptor = BPF_CORE_READ(open, dfd);
	to->makes_no_descriptor = BPF_CORE_READ(open, file_slot) != 0;
	/* Which the kernel adds to whatever was asked for. */
	to->flags = BPF_CORE_READ(open, how.flags) & ~(__u64)KERNEL_O_LARGEFILE;
	to->mode = BPF_CORE_READ(open, how.mode);
	to->resolve = BPF_CORE_READ(open, how.resolve);
	ring__note_name(to->first, BPF_CORE_READ(open, filename));
}

static __always_inline void ring__note_unlink(struct ring_operation *to, struct io_unlink *unlink)
{
	to->descriptor = BPF_CORE_READ(unlink, dfd);
	to->flags = BPF_CORE_READ(unlink, flags);
	ring__note_name(to->first, BPF_CORE_READ(unlink, filename));
}

static __always_inline void ring__note_rename(struct ring_operation *to, struct io_rename *rename)
{
	to->descriptor = BPF_CORE_READ(rename, old_dfd);
	to->other_descriptor = BPF_CORE_READ(rename, new_dfd);
	to->flags = BPF_CORE_READ(rename, flags);
	ring__note_name(to->first, BPF_CORE_READ(rename, oldpath));
	ring__note_name(to->second, BPF_CORE_READ(rename, newpath));
}

static __always_inline void ring__note_link(struct ring_operation *to, struct io_link *link)
{
	to->descriptor = BPF_CORE_READ(link, old_dfd);
	to->other_descriptor = BPF_CORE_READ(link, new_dfd);
	to->flags = BPF_CORE_READ(link, flags);
	ring__note_name(to->first, BPF_CORE_READ(link, oldpath));
	ring__note_name(to->second, BPF_CORE_READ(link, newpath));
}

static __always_inline void ring__note_mkdir(struct ring_operation *to, struct io_mkdir *mkdir)
{
	to->descriptor = BPF_CORE_READ(mkdir, dfd);
	to->mode = BPF_CORE_READ(mkdir, mode);
	ring__note_name(to->first, BPF_CORE_READ(mkdir, filename));
}

/* The memory of the process is at hand: it submits itself, or a thread of the kernel does that shares
 * it. */
static __always_inline void ring__note_connect(struct ring_operation *to, struct io_connect *connect)
{
	__u32 size = BPF_CORE_READ(connect, addr_len);

	if (size > ADDRESS_MAX)
		size = ADDRESS_MAX;
	opaque(size);
	size &= 2 * ADDRESS_MAX - 1; /* changes nothing: at most 128 already */
	to->address_size = size;
	if (bpf_probe_read_user(to->first, size, BPF_CORE_READ(connect, addr)))
		to->address_size = 0;
}

static __always_inline void ring__note_socket(struct ring_operation *to, struct io_socket *socket)
{
	to->descriptor = BPF_CORE_READ(socket, domain);
	to->flags = BPF_CORE_READ(socket, type);
	to->mode = BPF_CORE_READ(socket, protocol);
	to->makes_no_descriptor = BPF_CORE_READ(socket, file_slot) != 0;
}

static __always_inline void ring__note_data(struct ring_operation *to, struct io_sr_msg *message)
{
	to->resolve = (__u64)BPF_CORE_READ(message, buf);
	to->mode = BPF_CORE_READ(message, len);
}

static __always_inline void ring__note_accept(struct ring_operation *to, struct io_accept *accept)
{
	to->flags = BPF_CORE_READ(accept, flags);
	to->makes_no_descriptor = BPF_CORE_READ(accept, file_slot) != 0;
}

static __always_inline void ring__note_close(struct ring_operation *to, struct io_close *close)
{
	to->descriptor = BPF_CORE_READ(close, file_slot) ? UNKNOWN_DESCRIPTOR :
							   BPF_CORE_READ(close, fd);
}

static __always_inline void ring__note(struct ring_operation *to, struct io_kiocb *request,
				       __u8 opcode, __u32 tid)
{
	struct io_listen *listen = (void *)request;
	bool fixed = BPF_CORE_READ(request, flags) & FIXED_FILE;

	to->tid = tid;
	to->opcode = opcode;
	to->makes_no_descriptor = 0;
	to->descriptor = fixed ? UNKNOWN_DESCRIPTOR : BPF_CORE_READ(request, cqe.fd);
	switch (opcode) {
	case RING_OPENAT:
	case RING_OPENAT2:
		ring__note_open(to, (void *)request);
		break;
	case RING_UNLINKAT:
		ring__note_unlink(to, (void *)request);
		break;
	case RING_RENAMEAT:
		ring__note_rename(to, (void *)request);
		break;
	case RING_SYMLINKAT:
	case RING_LINKAT:
		ring__note_link(to, (void *)request);
		break;
	case RING_MKDIRAT:
		ring__note_mkdir(to, (void *)request);
		break;
	case RING_CONNECT:
		ring__note_connect(to, (void *)request);
		break;
	case RING_SOCKET:
		ring__note_socket(to, (void *)request);
		break;
	case RING_SEND:
	case RING_SEND_ZC:
	case RING_RECV:
		ring__note_data(to, (void *)request);
		break;
	case RING_ACCEPT:
		ring__note_accept(to, (void *)request);
		break;
	case RING_CLOSE:
		ring__note_close(to, (void *)request);
		break;
	case RING_LISTEN:
		to->mode = BPF_CORE_READ(listen, backlog);
		break;
	}
}

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

static __always_inline void ring__push_connect(struct record *r, struct ring_operation *of,
					       struct sock *sk)
{
	__u16 size = of->address_size;

	push__s64(r, r->result);
	bpf_probe_read_kernel(r->path, ADDRESS_MAX, of->first);
	r->path[ADDRESS_MAX] = 0;
	if (r->result == 0 || r->result == IN_PROGRESS)
		push__sock_tuple(r, sk, OUTBOUND);
	else
		push__empty(r);
	push__s64(r, of->descriptor);
	push__copied_address(r, size ? *(__u16 *)r->path : 0, size);
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
	r->path[0] = r->path[1] = 0; /* no address was given */
	if (r->result < 0)
		push__empty(r);
	else
		push__sock_tuple(r, sk, sent ? OUTBOUND : INBOUND);
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
	}
}
