// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* What is noted of an operation of io_uring when it is submitted: the kernel keeps little of it until it
 * completes. */
#include "convert_file.h"
#include "ring_operations.h"

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

/* The kernel's own copy. */
static __always_inline void ring__note_address(struct ring_operation *to,
					       struct io_async_msghdr *kept, __u32 size)
{
	if (size > ADDRESS_MAX)
		size = ADDRESS_MAX;
	opaque(size);
	size &= 2 * ADDRESS_MAX - 1; /* changes nothing: at most 128 already */
	to->address_size = size;
	if (bpf_probe_read_kernel(to->first, size,
				  (void *)kept + bpf_core_field_offset(struct io_async_msghdr, addr)))
		to->address_size = 0;
}

static __always_inline void ring__note_data(struct ring_operation *to, struct io_kiocb *request)
{
	struct io_async_msghdr *kept = BPF_CORE_READ(request, async_data);
	struct io_sr_msg *message = (void *)request;

	to->resolve = (__u64)BPF_CORE_READ(message, buf);
	to->mode = BPF_CORE_READ(message, len);
	if (kept && BPF_CORE_READ(kept, msg.msg_name))
		ring__note_address(to, kept, BPF_CORE_READ(kept, msg.msg_namelen));
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
	struct io_shutdown *shutdown = (void *)request;
	struct io_listen *listen = (void *)request;
	bool fixed = BPF_CORE_READ(request, flags) & FIXED_FILE;

	to->tid = tid;
	to->opcode = opcode;
	to->makes_no_descriptor = 0;
	to->address_size = 0;
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
	case RING_SENDMSG:
	case RING_SENDMSG_ZC:
	case RING_RECVMSG:
		ring__note_data(to, request);
		break;
	case RING_SHUTDOWN:
		to->mode = BPF_CORE_READ(shutdown, how);
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
