// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Sockets made, named, connected and accepted. */
#include "include/convert_file.h"
#include "include/on_exit.bpf.h"
#include "include/push_tuple.bpf.h"

ON_EXIT(socket)
{
	push__s64(r, r->result);
	push__u32(r, socket__family(r->arguments[0]));
	push__u32(r, r->arguments[1]);
	push__u32(r, r->arguments[2]);
	push__u32(r, convert__descriptor_flags(r->arguments[1]));
}

ON_EXIT(socketpair)
{
	__s32 ends[2] = { -1, -1 };
	struct sock *source = NULL;
	struct sock *peer = NULL;
	struct unix_sock *first;

	if (!r->result) {
		if (bpf_probe_read_user(ends, sizeof(ends), (void *)r->arguments[3]))
			record__count_page_fault();
		source = socket__of_descriptor(ends[0]);
		first = (void *)source;
		peer = BPF_CORE_READ(first, peer);
	}
	push__s64(r, r->result);
	push__s64(r, ends[0]);
	push__s64(r, ends[1]);
	push__u64(r, (__u64)source);
	push__u64(r, (__u64)peer);
	push__u32(r, socket__family(r->arguments[0]));
	push__u32(r, r->arguments[1]);
	push__u32(r, r->arguments[2]);
}

ON_EXIT(bind)
{
	push__s64(r, r->result);
	push__address(r, r->arguments[1], (__u32)r->arguments[2]);
	push__fd(r, r->arguments[0]);
}

/* The address is the one the kernel took, where a socket has it: the memory it was given in may have
 * been changed since. */
ON_EXIT(connect)
{
	struct sock *sk = socket__of_descriptor(r->arguments[0]);
	__u16 family = socket__copy_address(r, r->arguments[1], (__u32)r->arguments[2]);

	push__s64(r, r->result);
	if (r->result == 0 || r->result == IN_PROGRESS) {
		socket__put_peer(r, sk, family);
		push__sock_tuple(r, sk, OUTBOUND);
	} else {
		push__empty(r);
	}
	push__fd(r, r->arguments[0]);
	push__copied_address(r, family, (__u32)r->arguments[2]);
}

ON_EXIT(listen)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__s32(r, r->arguments[1]);
}

/* fd, tuple and how full the queue of the listening socket is. */
static __always_inline void network__push_accepted(struct record *r)
{
	struct sock *listener = r->result < 0 ? NULL : socket__of_descriptor(r->arguments[0]);

	push__s64(r, r->result);
	r->path[0] = r->path[1] = 0; /* no address was given */
	if (r->result < 0)
		push__empty(r);
	else
		push__tuple(r, r->result, INBOUND);
	push__queue(r, listener);
}

ON_EXIT(accept)
{
	network__push_accepted(r);
}

ON_EXIT(accept4)
{
	network__push_accepted(r);
	push__s32(r, convert__descriptor_flags(r->arguments[3]));
}
