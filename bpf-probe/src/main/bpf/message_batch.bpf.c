// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* sendmmsg and recvmmsg: an event for each message. The program calls itself for the next one, which
 * the verifier need not follow, as it would a loop. */
#include "include/events.h"
#include "include/on_exit.bpf.h"
#include "include/push_data.bpf.h"
#include "include/push_tuple.bpf.h"

#define MESSAGES_SEEN 32 /* the kernel allows 33 tail calls in a row, the dispatcher's is one */

enum batch_place {
	BATCH_SEND,
	BATCH_RECEIVE,
};

int exit_sendmmsg(void *context);
int exit_recvmmsg(void *context);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, int(void *));
} batch_programs SEC(".maps") = {
	.values = {
		[BATCH_SEND] = (void *)&exit_sendmmsg,
		[BATCH_RECEIVE] = (void *)&exit_recvmmsg,
	},
};

/* struct mmsghdr: struct msghdr and the length of the message, padded to the width of a pointer. */
static __always_inline __u64 batch__message_address(const struct record *r)
{
	return r->arguments[1] + (__u64)r->turn * (r->compat ? 32 : 64);
}

static __always_inline __u32 batch__message_length(const struct record *r)
{
	__u64 address = batch__message_address(r) + (r->compat ? 28 : 56);
	__u32 length = 0;

	bpf_probe_read_user(&length, sizeof(length), (void *)address);
	return length;
}

/* Messages beyond those an event can be made for are lost, and counted as what lost them. */
static __always_inline void batch__count_rest(const struct record *r)
{
	struct counters *count = maps__counters();

	if (!count)
		return;
	count->produced += r->result - MESSAGES_SEEN;
	count->tail_call += r->result - MESSAGES_SEEN;
}

/* Sends this message's event and goes on to the next. */
static __always_inline void batch__next(void *context, struct record *r, enum batch_place place,
					__u16 event, __u32 parameters)
{
	const struct settings *on = maps__settings();
	struct counters *count = maps__counters();
	__u16 turn = r->turn + 1;
	__u8 abi = r->abi;

	record__emit(r);
	if (!count || turn >= r->result)
		return;
	if (turn >= MESSAGES_SEEN) {
		batch__count_rest(r);
		return;
	}
	r = record__begin(on, event, parameters, CLASS_TRAFFIC);
	if (!r)
		return;
	r->turn = turn;
	r->abi = abi;
	r->compat = abi != ABI_NATIVE;
	bpf_tail_call(context, &batch_programs, place);
	r->owner = 0;
	count->tail_call++;
}

SEC("tp_btf/sys_exit")
int exit_sendmmsg(void *context)
{
	struct record *r = record__current();
	struct message message = {};
	__u32 length, size_at;

	if (!r)
		return 0;
	if (r->result <= 0 || !message__read(r, batch__message_address(r), &message)) {
		push__s64(r, r->result);
		push__fd(r, r->arguments[0]);
		push__u32(r, 0);
		push__empty(r);
		push__empty(r);
		record__emit(r);
		return 0;
	}
	length = batch__message_length(r);
	push__s64(r, length);
	push__fd(r, r->arguments[0]);
	push__u32(r, 0); /* put right below: the data comes behind it */
	size_at = r->position - sizeof(__u32);
	*(__u32 *)&r->data[size_at & DATA_MASK] = push__message_data(r, &message, length);
	socket__copy_address(r, message.name, ADDRESS_MAX);
	push__tuple(r, r->arguments[0], OUTBOUND);
	batch__next(context, r, BATCH_SEND, EVENT_SENDMMSG, SENDMMSG_PARAMETERS);
	return 0;
}

SEC("tp_btf/sys_exit")
int exit_recvmmsg(void *context)
{
	struct record *r = record__current();
	struct message message = {};
	__u32 length;

	if (!r)
		return 0;
	if (r->result <= 0 || !message__read(r, batch__message_address(r), &message)) {
		push__s64(r, r->result);
		push__fd(r, r->arguments[0]);
		push__u32(r, 0);
		push__empty(r);
		push__empty(r);
		push__empty(r);
		record__emit(r);
		return 0;
	}
	length = batch__message_length(r);
	push__s64(r, length);
	push__fd(r, r->arguments[0]);
	push__u32(r, length);
	push__message_data(r, &message, length);
	socket__copy_address(r, message.name, ADDRESS_MAX);
	push__tuple(r, r->arguments[0], INBOUND);
	push__end(r, append__user_bytes(r, message.control, message.control_length));
	batch__next(context, r, BATCH_RECEIVE, EVENT_RECVMMSG, RECVMMSG_PARAMETERS);
	return 0;
}
