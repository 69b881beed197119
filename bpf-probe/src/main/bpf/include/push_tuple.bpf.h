// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Both ends of a socket. A datagram socket that was connected has its peer in the kernel; one that
 * the call addressed only has it in the address given, which then stands in (copied to r->path
 * before). */
#include "push_socket.bpf.h"

struct end_of_tuple {
	const void *address;
	__u16 port; /* as on the wire */
};

static __always_inline void tuple__append_ends(struct record *r, struct sock *sk, __u32 size,
					       enum direction direction, struct end_of_tuple remote,
					       const void *local_address)
{
	struct inet_sock *inet = (void *)sk;
	struct end_of_tuple local = { local_address, BPF_CORE_READ(inet, inet_sport) };
	struct end_of_tuple first = direction == OUTBOUND ? local : remote;
	struct end_of_tuple second = direction == OUTBOUND ? remote : local;

	append__address(r, first.address, size);
	append__u16(r, bpf_ntohs(first.port));
	append__address(r, second.address, size);
	append__u16(r, bpf_ntohs(second.port));
}

static __always_inline struct end_of_tuple
tuple__remote(struct record *r, struct sock *sk, const void *address, __u32 given_at, __u16 family)
{
	struct end_of_tuple remote = { address, BPF_CORE_READ(sk, __sk_common.skc_dport) };

	if (!remote.port && *(__u16 *)r->path == family) {
		remote.address = r->path + given_at;
		remote.port = *(__u16 *)(r->path + 2);
	}
	return remote;
}

static __always_inline void tuple__append_inet(struct record *r, struct sock *sk,
					       enum direction direction)
{
	struct inet_sock *inet = (void *)sk;
	struct end_of_tuple remote =
		tuple__remote(r, sk, &sk->__sk_common.skc_daddr, 4, FAMILY_INET);

	append__u8(r, FAMILY_INET);
	tuple__append_ends(r, sk, 4, direction, remote, &inet->inet_saddr);
}

static __always_inline void tuple__append_inet6(struct record *r, struct sock *sk,
						enum direction direction)
{
	struct inet_sock *inet = (void *)sk;
	struct ipv6_pinfo *v6 = BPF_CORE_READ(inet, pinet6);
	struct end_of_tuple remote =
		tuple__remote(r, sk, &sk->__sk_common.skc_v6_daddr, 8, FAMILY_INET6);

	append__u8(r, FAMILY_INET6);
	tuple__append_ends(r, sk, 16, direction, remote, &v6->saddr);
}

/* The addresses of the kernel's two socks tell one connection from another; the path is the
 * server's. */
static __always_inline void tuple__append_unix(struct record *r, struct sock *sk,
					       enum direction direction)
{
	struct unix_sock *local = (void *)sk;
	struct sock *peer = BPF_CORE_READ(local, peer);
	struct unix_sock *named = direction == OUTBOUND ? (void *)peer : local;
	struct unix_address *address = BPF_CORE_READ(named, addr);
	const char *path = address ? (const char *)&address->name[0].sun_path : NULL;
	__u32 size = BPF_CORE_READ(address, len) - 2;

	if (direction == OUTBOUND && !peer) {
		path = (const char *)r->path + 2;
		size = UNIX_PATH_MAX;
	}
	append__u8(r, FAMILY_UNIX);
	append__u64(r, direction == OUTBOUND ? (__u64)peer : (__u64)sk);
	append__u64(r, direction == OUTBOUND ? (__u64)sk : (__u64)peer);
	append__unix_path(r, path, path ? size : 0);
}

/* Empty if it is not a socket of a family that has ends. */
static __always_inline void push__sock_tuple(struct record *r, struct sock *sk,
					     enum direction direction)
{
	__u32 start = r->position;

	switch (sk ? BPF_CORE_READ(sk, __sk_common.skc_family) : 0) {
	case FAMILY_INET:
		tuple__append_inet(r, sk, direction);
		break;
	case FAMILY_INET6:
		tuple__append_inet6(r, sk, direction);
		break;
	case FAMILY_UNIX:
		tuple__append_unix(r, sk, direction);
		break;
	}
	push__end(r, r->position - start);
}

static __always_inline void push__tuple(struct record *r, __s32 descriptor,
					enum direction direction)
{
	push__sock_tuple(r, socket__of_descriptor(descriptor), direction);
}

/* How full the queue of a listening socket is: queuepct, queuelen, queuemax. */
static __always_inline void push__queue(struct record *r, struct sock *listener)
{
	__u32 length = BPF_CORE_READ(listener, sk_ack_backlog);
	__u32 most = BPF_CORE_READ(listener, sk_max_ack_backlog);

	push__u8(r, length && most ? (__u64)length * 100 / most : 0);
	push__u32(r, length);
	push__u32(r, most);
}
