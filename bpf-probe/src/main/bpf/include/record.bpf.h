// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * One event under construction, in the scratch of the CPU it happens on, and its way into the ring.
 * Bytes on the ring: 8 of prefix {u16 cpu, u16 flags, u32 trailer}, then one scap event: ts u64,
 * tid u64, len u32, type u16, nparams u32 (packed), u16 lengths, parameters; then as many bytes as
 * `trailer` says: the path of the kernel's file, which scap has no place for. EventPrefix.java reads
 * the prefix.
 *
 * The write position lives in the map, not in a register: the verifier then knows nothing about it,
 * every write masks it, and loops cost the verifier one pass per turn instead of a tree of states.
 *
 * Tracepoint programs run with preemption off on every kernel to date, so a CPU has one record at a
 * time, but for those that an interrupt or a fault starts in the midst of another: they find an
 * `owner`, and their event is dropped and counted, never mixed with the other.
 */
#include "core_compat.bpf.h"
#include "maps.bpf.h"

#define PREFIX_SIZE 8
#define HEADER_SIZE 26
#define LENGTHS_AT (PREFIX_SIZE + HEADER_SIZE)
#define DATA_SIZE 131072 /* 64 KiB of data, and control data or 22 KiB of an execve */
#define DATA_MASK (DATA_SIZE - 1)
#define DATA_BYTES_MAX 65535 /* of data in an event: what a scap length can say */
#define TEXT_MAX 4096	     /* longest string parameter, with its 0: the kernel's PATH_MAX */
#define PATH_AREA 8192
#define OWNED (1ull << 63) /* added to the numbers of the thread, which may be 0 */

enum record_flags {
	FLAG_ARGUMENTS_CHANGED = 1, /* memory that arguments point to was changed during the call */
	FLAG_IO_URING = 2,	    /* the operation came through a ring, not as a system call */
};

struct record {
	__u64 owner;
	struct task_struct *task; /* whose event it is, or who makes it */
	__s64 result;
	__u64 arguments[6];
	__u32 position;	 /* of the next byte in data */
	__u32 parameter; /* number of the next parameter */
	__u16 event;
	__u8 event_class;
	__u8 compat;	 /* from a 32-bit program: pointers in its memory have 4 bytes */
	__u8 abi;	 /* enum abi: the table the call came through */
	__u16 number;	 /* of the system call in the machine's table */
	__u16 turn;	 /* of the messages of one call: which */
	__u32 data_bytes; /* most of them, as asked for */
	__u32 event_end; /* where the trailer begins; 0 without one */
	__u32 race_checks;
	__u32 environment; /* whether that of an exec was asked for */
	__u32 path_position;
	__u8 path[PATH_AREA +
		  512]; /* where a path is put together from its end; or a sockaddr lies */
	__u8 data[DATA_SIZE + DATA_BYTES_MAX +
		  1]; /* the tail takes what a masked position still allows */
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

/* Who is at work, looked up once. */
struct caller {
	struct task_struct *task;
	struct counters *count;
	__u64 ids; /* thread and, in the upper half, process */
};

static __always_inline struct caller record__caller(void)
{
	struct caller by = { .task = compat__current(), .count = maps__counters() };

	by.ids = compat__ids(by.task);
	return by;
}

/* The same for who is told of by a tracepoint, and is at work: no one need be asked. */
static __always_inline struct caller record__caller_is(struct task_struct *task)
{
	struct caller by = { .task = task, .count = maps__counters(), .ids = compat__ids(task) };

	return by;
}

static __always_inline void record__restart(struct record *r, __u32 parameters)
{
	r->parameter = 0;
	r->position = LENGTHS_AT + 2 * parameters;
}

static __always_inline struct record *record__begin_by(const struct settings *on,
						       const struct caller *by, __u16 event,
						       __u32 parameters, __u8 event_class)
{
	struct counters *count = by->count;
	struct record *r = record__current();

	if (!r || !count)
		return NULL;
	count->produced++;
	if (r->owner) {
		/* A program that this one interrupts is at work on the record. */
		count->scratch++;
		return NULL;
	}
	r->owner = by->ids | OWNED;
	r->task = by->task;
	r->event = event;
	r->event_class = event_class;
	r->compat = 0;
	r->abi = 0;
	r->turn = 0;
	r->event_end = 0;
	r->data_bytes = on->data_bytes;
	r->race_checks = on->race_checks;
	r->environment = on->environment;
	record__restart(r, parameters);
	*(__u16 *)r->data = bpf_get_smp_processor_id();
	*(__u16 *)(r->data + 2) = 0;
	*(__u32 *)(r->data + 4) = 0;
	*(__u64 *)(r->data + 8) = bpf_ktime_get_boot_ns() + on->wall_clock_offset;
	*(__u64 *)(r->data + 16) = (__u32)by->ids;
	*(__u16 *)(r->data + 28) = event;
	*(__u32 *)(r->data + 30) = parameters;
	return r;
}

static __always_inline struct record *record__begin(const struct settings *on, __u16 event,
						    __u32 parameters, __u8 event_class)
{
	struct caller by = record__caller();

	return record__begin_by(on, &by, event, parameters, event_class);
}

static __always_inline void record__flag(struct record *r, enum record_flags flag)
{
	*(__u16 *)(r->data + 2) |= flag;
}

/* What is pushed from here on is no part of the event. */
static __always_inline void record__begin_trailer(struct record *r)
{
	r->event_end = r->position;
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
	__u32 size = r->position, end = r->event_end ? r->event_end : size;
	void *ring;

	if (size < LENGTHS_AT || size > DATA_SIZE) {
		count->oversize++;
		return;
	}
	*(__u32 *)(r->data + 4) = size - end;
	*(__u32 *)(r->data + 24) = end - PREFIX_SIZE;
	ring = bpf_map_lookup_elem(&rings, &cpu);
	/* No wake-up: an interrupt per event would cost more than the event; the reader polls. */
	if (!ring || bpf_ringbuf_output(ring, r->data, size, BPF_RB_NO_WAKEUP))
		count->ring_full[r->event_class < CLASS_COUNT ? r->event_class : CLASS_CONTROL]++;
}

static __always_inline void record__emit_by(struct record *r, const struct caller *by)
{
	if (!by->count)
		return;
	if (r->owner == (by->ids | OWNED))
		record__send(r, by->count);
	else
		by->count->scratch++;
	r->owner = 0;
}

static __always_inline void record__emit(struct record *r)
{
	struct caller by = record__caller();

	record__emit_by(r, &by);
}
