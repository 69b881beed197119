// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The maps user space knows. Sizes marked "set at load" depend on the machine. Layouts of
 * `settings` and `counters` are read and written by Java through a memory mapping: see Settings and
 * DropCounters there, whose offsets a test holds against these. */

#include "syscall_numbers.h"

enum event_class {
	CLASS_PROCESS,
	CLASS_FILE,
	CLASS_DESCRIPTOR,
	CLASS_NETWORK,
	CLASS_IDENTITY,
	CLASS_OTHER,
	CLASS_DATA,
	CLASS_COUNT,
};

#define EVENT_CODES 512 /* Falco has 454; a power of two keeps the bounds check to one mask */

/* How much of an event's system calls is asked for. */
enum wanted {
	WANTED_NOT,
	WANTED_FOR_STATE, /* only those that change what is known of the host */
	WANTED_WHOLE,
};

struct settings {
	__u64 wall_clock_offset;      /* added to the boot clock: nanoseconds since the epoch */
	__u32 excluded_tgids;	      /* how many; zero saves the look-up */
	__u32 excluded_cgroup_levels; /* bit n: some excluded cgroup has n ancestors */
	__u8 enabled[EVENT_CODES];    /* enum wanted */
	__u8 generic[SYSCALL_NUMBERS]; /* system calls without an event of their own, by number */
	__u32 data_bytes;	       /* most bytes of data an event carries: Falco's snaplen */
	__u32 race_checks; /* whether opens carry the path of the kernel's file, and calls are marked whose
			    * arguments somebody changed */
};
_Static_assert(sizeof(struct settings) == 1048, "Settings.java relies on it");

/* produced == received by the reader + scratch + oversize + tail_call + sum(ring_full), always.
 * page_fault and short_read are not losses: the event went out with that parameter empty. */
struct counters {
	__u64 produced;
	__u64 scratch; /* another task used this CPU's scratch before the event was sent */
	__u64 oversize;
	__u64 tail_call;
	__u64 page_fault;
	__u64 ring_full[CLASS_COUNT];
	__u64 reserved[4]; /* two cache lines, so that CPUs never write to the same one */
};
_Static_assert(sizeof(struct counters) == 128, "DropCounters.java relies on it");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct settings);
} settings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* set at load: possible CPUs */
	__type(key, __u32);
	__type(value, struct counters);
} counters SEC(".maps");

struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries,
	       4096); /* the rings of the machine are created with the size asked for */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1); /* set at load: possible CPUs; several of them may share a ring */
	__type(key, __u32);
	__array(values, struct ring);
} rings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u8);
} excluded_tgids SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u64);
	__type(value, __u8);
} excluded_cgroups SEC(".maps");

static __always_inline struct settings *maps__settings(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&settings, &zero);
}

static __always_inline struct counters *maps__counters(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&counters, &cpu);
}

static __always_inline enum wanted maps__wanted(const struct settings *on, __u16 event)
{
	return on->enabled[event & (EVENT_CODES - 1)];
}
