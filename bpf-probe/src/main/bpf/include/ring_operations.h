// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Which operations of io_uring are told, as which events, and what is noted of each. */
#include "push_socket.bpf.h"
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
	RING_SHUTDOWN = 34,
	RING_RENAMEAT = 35,
	RING_UNLINKAT = 36,
	RING_MKDIRAT = 37,
	RING_SYMLINKAT = 38,
	RING_LINKAT = 39,
	RING_SOCKET = 45,
	RING_SEND_ZC = 47,
	RING_SENDMSG_ZC = 48,
	RING_BIND = 56,
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
	[RING_SENDMSG] = { 49, 5, CLASS_TRAFFIC },
	[RING_SENDMSG_ZC] = { 49, 5, CLASS_TRAFFIC },
	[RING_RECVMSG] = { 53, 6, CLASS_TRAFFIC },
	[RING_BIND] = { 21, 3, CLASS_NETWORK },
	[RING_SHUTDOWN] = { 37, 3, CLASS_NETWORK },
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
