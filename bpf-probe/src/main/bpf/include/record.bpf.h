// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * One event under construction, in the scratch of the CPU it happens on, and its way into the ring.
 * Bytes on the ring: 8 of prefix {u16 cpu, u16 flags, u32 reserved}, then one scap event: ts u64,
 * tid u64, len u32, type u16, nparams u32 (packed), u16 lengths, parameters.
 *
 * The write position lives in the map, not in a register: the verifier then knows nothing about it,
 * every write masks it, and loops cost the verifier one pass per turn instead of a tree of states.
 *
 * Tracepoint programs run with preemption off on every kernel to date, so a CPU has one record at a
 * time. `owner` is the belt to those braces: if it ever were not so, both events are dropped and
 * counted, never mixed.
 */
#include "maps.bpf.h"

#define PREFIX_SIZE 8
#define HEADER_SIZE 26
#define LENGTHS_AT (PREFIX_SIZE + HEADER_SIZE)
#define DATA_SIZE 32768 /* execve with every part at its limit takes 22 KiB */
#define DATA_MASK (DATA_SIZE - 1)
#define TEXT_MAX 4096 /* longest string parameter, with its 0: the kernel's PATH_MAX */
#define PATH_AREA 8192

struct record {
	__u64 owner;
	__s64 result;
	__u64 arguments[6];
	__u32 position;	 /* of the next byte in data */
	__u32 parameter; /* number of the next parameter */
	__u16 event;
	__u8 event_class;
	__u8 compat; /* issued through the 32-bit system call table: pointers have 4 bytes */
	__u32 path_position;
	__u8 path[PATH_AREA +
		  512]; /* where a path is put together from its end; or a sockaddr lies */
	__u8 data[DATA_SIZE +
		  2 * TEXT_MAX]; /* the tail takes what a masked position still allows */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries,
	       1); /* set at load: possible CPUs. Values are too big for a per-CPU map */
	__type(key, __u32);
	__type(value, struct record);
} scratch SEC(".maps");

static __always_inline struct record *record__current(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&scratch, &cpu);
}

static __always_inline struct record *record__begin(const struct settings *on, __u16 event,
						    __u32 parameters, __u8 event_class)
{
	struct counters *count = maps__counters();
	struct record *r = record__current();

	if (!r || !count)
		return NULL;
	count->produced++;
	r->owner = bpf_get_current_pid_tgid() | 1ull << 63;
	r->event = event;
	r->event_class = event_class;
	r->compat = 0;
	r->parameter = 0;
	r->position = LENGTHS_AT + 2 * parameters;
	*(__u16 *)r->data = bpf_get_smp_processor_id();
	*(__u16 *)(r->data + 2) = 0;
	*(__u32 *)(r->data + 4) = 0;
	*(__u64 *)(r->data + 8) = bpf_ktime_get_boot_ns() + on->wall_clock_offset;
	*(__u64 *)(r->data + 16) = (__u32)bpf_get_current_pid_tgid();
	*(__u16 *)(r->data + 28) = event;
	*(__u32 *)(r->data + 30) = parameters;
	return r;
}

/* For the event a child would report of itself while its parent still runs. */
static __always_inline void record__set_tid(struct record *r, __u32 tid)
{
	*(__u64 *)(r->data + 16) = tid;
}

static __always_inline void record__count_page_fault(void)
{
	struct counters *count = maps__counters();

	if (count)
		count->page_fault++;
}

static __always_inline void record__send(struct record *r, struct counters *count)
{
	__u32 cpu = bpf_get_smp_processor_id();
	__u32 size = r->position;
	void *ring;

	if (size < LENGTHS_AT || size > DATA_SIZE) {
		count->oversize++;
		return;
	}
	*(__u32 *)(r->data + 24) = size - PREFIX_SIZE;
	ring = bpf_map_lookup_elem(&rings, &cpu);
	/* No wake-up: an interrupt per event would cost more than the event; the reader polls. */
	if (!ring || bpf_ringbuf_output(ring, r->data, size, BPF_RB_NO_WAKEUP))
		count->ring_full[r->event_class < CLASS_COUNT ? r->event_class : CLASS_OTHER]++;
}

static __always_inline void record__emit(struct record *r)
{
	struct counters *count = maps__counters();

	if (!count)
		return;
	if (r->owner == (bpf_get_current_pid_tgid() | 1ull << 63))
		record__send(r, count);
	else
		count->scratch++;
	r->owner = 0;
}
