// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Sockets: the address a call was given, and the tuple a socket has. An address is u8 family, then
 * u32 or 16 bytes of address as on the wire and u16 port in host order, or a path. */
#include "extract_file.bpf.h"
#include "push.bpf.h"
#include <bpf/bpf_endian.h>

#define FAMILY_UNIX 1
#define FAMILY_INET 2
#define FAMILY_INET6 10
#define FAMILY_LAST 39 /* of those scap knows */
#define SOCKFS_MAGIC 0x534f434b
#define UNIX_PATH_MAX 108 /* sun_path */
#define IN_PROGRESS (-115) /* EINPROGRESS */
#define SHUTDOWN_LAST 2
#define SCAP_SHUTDOWN_UNKNOWN 0xff
#define ADDRESS_MAX 128	  /* struct sockaddr_storage */

enum direction {
	OUTBOUND, /* local end first */
	INBOUND,
};

static __always_inline struct sock *socket__of_file(struct file *file)
{
	struct socket *socket;

	if (!file || BPF_CORE_READ(file, f_inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return NULL;
	socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

static __always_inline struct sock *socket__of_descriptor(__s32 descriptor)
{
	return socket__of_file(file__of_descriptor(descriptor));
}

/* scap has the kernel's numbers, with gaps; what it does not know is AF_UNSPEC. */
static __always_inline __u8 socket__family(__u64 family)
{
	family &= 0xff;
	return family > FAMILY_LAST || family == 27 || family == 28 ? 0 : family;
}

/* What shutdown closes: the same in scap, which has a number for what there is not. */
static __always_inline __u8 socket__half(__u32 how)
{
	return how <= SHUTDOWN_LAST ? how : SCAP_SHUTDOWN_UNKNOWN;
}

static __always_inline void append__address(struct record *r, const void *address, __u32 size)
{
	bpf_probe_read_kernel(&r->data[r->position & DATA_MASK], size, address);
	r->position += size;
}

/* A path, or the name of an abstract address without the 0 it starts with; neither need end with
 * one. */
static __always_inline void append__unix_path(struct record *r, const char *path, __u32 size)
{
	long length;
	char first = 0;

	bpf_probe_read_kernel(&first, 1, path);
	if (!first && size) {
		path++;
		size--;
	}
	if (size > UNIX_PATH_MAX)
		size = UNIX_PATH_MAX;
	opaque(size);
	size &= ADDRESS_MAX - 1; /* changes nothing: at most 108 already */
	length = bpf_probe_read_kernel_str(&r->data[r->position & DATA_MASK], size + 1, path);
	if (length > 0)
		r->position += length;
	else
		append__u8(r, 0);
}

/* The address in user memory, copied to where paths are built and ended by a 0. 0 if unreadable. */
static __always_inline __u16 socket__copy_address(struct record *r, __u64 address, __u64 size)
{
	if (size > ADDRESS_MAX)
		size = ADDRESS_MAX;
	opaque(size);
	size &= 2 * ADDRESS_MAX - 1; /* changes nothing: at most 128 already */
	r->path[0] = r->path[1] = 0;
	if (size < 2 || !address)
		return 0;
	if (bpf_probe_read_user(r->path, size, (void *)address)) {
		record__count_page_fault();
		return 0;
	}
	r->path[size] = 0;
	return *(__u16 *)r->path;
}

static __always_inline bool socket__put(struct record *r, __u32 at, const void *from, __u32 size)
{
	__u64 before[2] = {}, after[2] = {};

	bpf_probe_read_kernel(before, size, r->path + at);
	bpf_probe_read_kernel(after, size, from);
	bpf_probe_read_kernel(r->path + at, size, from);
	/* Any address of this host is what the kernel makes of none. */
	return (before[0] || before[1]) && (before[0] != after[0] || before[1] != after[1]);
}

/* Puts the address that a connected socket has in place of the copy of the one the call was given, and
 * marks the event if they differ. */
static __always_inline void socket__put_peer(struct record *r, struct sock *sk, __u16 family)
{
	bool changed = false;

	if (!sk || family != BPF_CORE_READ(sk, __sk_common.skc_family) ||
	    !BPF_CORE_READ(sk, __sk_common.skc_dport))
		return;
	if (family == FAMILY_INET)
		changed = socket__put(r, 4, &sk->__sk_common.skc_daddr, 4);
	else if (family == FAMILY_INET6)
		changed = socket__put(r, 8, &sk->__sk_common.skc_v6_daddr, 16);
	else
		return;
	changed |= socket__put(r, 2, &sk->__sk_common.skc_dport, 2);
	if (changed)
		record__flag(r, FLAG_ARGUMENTS_CHANGED);
}

/* Of the address that lies where socket__copy_address puts it. */
static __always_inline void push__copied_address(struct record *r, __u16 family, __u32 size)
{
	__u32 start = r->position;

	switch (family) {
	case FAMILY_INET:
		append__u8(r, FAMILY_INET);
		append__address(r, r->path + 4, 4);
		append__u16(r, bpf_ntohs(*(__u16 *)(r->path + 2)));
		break;
	case FAMILY_INET6:
		append__u8(r, FAMILY_INET6);
		append__address(r, r->path + 8, 16);
		append__u16(r, bpf_ntohs(*(__u16 *)(r->path + 2)));
		break;
	case FAMILY_UNIX:
		append__u8(r, FAMILY_UNIX);
		append__unix_path(r, (const char *)r->path + 2, size - 2);
		break;
	}
	push__end(r, r->position - start);
}

/* The one that a socket is bound to, as the kernel has it. */
static __always_inline void push__bound_address(struct record *r, struct sock *sk)
{
	__u16 family = sk ? BPF_CORE_READ(sk, __sk_common.skc_family) : 0;
	struct inet_sock *inet = (void *)sk;
	struct unix_sock *local = (void *)sk;
	struct unix_address *named;

	*(__u16 *)(r->path + 2) = BPF_CORE_READ(inet, inet_sport);
	if (family == FAMILY_INET)
		*(__u32 *)(r->path + 4) = BPF_CORE_READ(inet, inet_saddr);
	else if (family == FAMILY_INET6)
		bpf_probe_read_kernel(r->path + 8, 16, &BPF_CORE_READ(inet, pinet6)->saddr);
	if (family != FAMILY_UNIX) {
		push__copied_address(r, family, 0);
		return;
	}
	named = BPF_CORE_READ(local, addr);
	bpf_probe_read_kernel(r->path, 2 + UNIX_PATH_MAX, &named->name[0]);
	push__copied_address(r, family, BPF_CORE_READ(named, len));
}

static __always_inline void push__address(struct record *r, __u64 address, __u64 size)
{
	push__copied_address(r, socket__copy_address(r, address, size), size);
}
