// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * Operations that come through a ring of io_uring and are no system calls. They are told as the events
 * of the calls they stand for. Their names are the kernel's own copies, noted when an operation is
 * submitted, since they are gone when it completes; the result is known then.
 *
 * Some never complete where it can be seen: those that ask for no completion on success, and those whose
 * ring has no room left. The former are told as they are submitted, the latter when the kernel uses
 * their request again; both as having succeeded.
 */
#include "include/exclude.bpf.h"
#include "include/note_ring.bpf.h"
#include "include/push_ring.bpf.h"
#include "include/shed.bpf.h"

/* More operations than this at work at once are told as they are submitted. */
#define OPERATIONS_AT_WORK 512

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, OPERATIONS_AT_WORK);
	__type(key, __u64);
	__type(value, struct ring_operation);
} ring_operations SEC(".maps");

/* [0] is what a new operation is before anything is known of it; [1 + CPU] the one at hand that has no
 * place in the map above. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1); /* set at load: possible CPUs and one */
	__type(key, __u32);
	__type(value, struct ring_operation);
} ring_scratch SEC(".maps");

static __noinline int ring__report(struct ring_operation *of, __s64 result, struct file *file)
{
	const struct settings *on = maps__settings();
	const volatile struct ring_event *event;
	struct record *r;

	event = &ring_events[of->opcode & (RING_OPERATIONS - 1)];
	if (shed__event(maps__counters(), event->event_class, result < 0))
		return 0;
	r = record__begin(on, event->code, event->parameters, event->event_class);
	if (!r)
		return 0;
	record__set_tid(r, of->tid);
	record__flag(r, FLAG_IO_URING);
	r->result = result;
	push__ring_operation(r, of, file);
	record__emit(r);
	return 0;
}

/* A thread of the kernel that submits for a process stands for its main thread. */
static __always_inline __u32 ring__submitter(void)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	__u64 ids = bpf_get_current_pid_tgid();

	return BPF_CORE_READ(task, flags) & IO_WORKER ? ids >> 32 : (__u32)ids;
}

static __always_inline bool ring__is_wanted(__u8 opcode)
{
	const volatile struct ring_event *event = &ring_events[opcode & (RING_OPERATIONS - 1)];
	const struct settings *on = maps__settings();

	return opcode < RING_OPERATIONS && event->code && maps__wanted(on, event->code) &&
	       !exclude__current(on);
}

SEC("tp_btf/io_uring_submit_req")
int BPF_PROG(ring_submitted, struct io_kiocb *request)
{
	__u8 opcode = BPF_CORE_READ(request, opcode);
	__u64 key = (__u64)request;
	__u32 zero = 0, own = 1 + bpf_get_smp_processor_id();
	struct ring_operation *of, *blank;

	if (!ring__is_wanted(opcode))
		return 0;
	of = bpf_map_lookup_elem(&ring_operations, &key);
	if (of)
		ring__report(of, ring__assumed(of), NULL);
	blank = bpf_map_lookup_elem(&ring_scratch, &zero);
	if (!blank)
		return 0;
	if (BPF_CORE_READ(request, flags) & WITHOUT_COMPLETION ||
	    bpf_map_update_elem(&ring_operations, &key, blank, BPF_ANY)) {
		bpf_map_delete_elem(&ring_operations, &key);
		of = bpf_map_lookup_elem(&ring_scratch, &own);
		if (!of)
			return 0;
		ring__note(of, request, opcode, ring__submitter());
		return ring__report(of, ring__assumed(of), NULL);
	}
	of = bpf_map_lookup_elem(&ring_operations, &key);
	if (of)
		ring__note(of, request, opcode, ring__submitter());
	return 0;
}

/* The request is not there for one of several completions of an operation: only the last is told. */
SEC("tp_btf/io_uring_complete")
int BPF_PROG(ring_completed, void *ring, struct io_kiocb *request)
{
	__u64 key = (__u64)request;
	struct ring_operation *of;

	of = key ? bpf_map_lookup_elem(&ring_operations, &key) : NULL;
	if (!of)
		return 0;
	ring__report(of, ring__result(of, BPF_CORE_READ(request, cqe.res)),
		     BPF_CORE_READ(request, file));
	bpf_map_delete_elem(&ring_operations, &key);
	return 0;
}
