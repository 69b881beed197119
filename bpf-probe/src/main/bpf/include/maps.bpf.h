// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* The maps user space knows. Sizes marked "set at load" depend on the machine. Layouts of
 * `settings` and `counters` are read and written by Java through a memory mapping: see Settings and
 * DropCounters there, whose offsets a test holds against these. */

#include "syscall_numbers.h"

/* What an event tells of. EventClass.java says which events are of which. */
enum event_class {
	CLASS_CLONE_FORK,
	CLASS_EXECVE,
	CLASS_EXIT,
	CLASS_IDENTITY, /* ids, capabilities, session, working directory */
	CLASS_CONTROL,	/* ptrace, mounts, modules, namespaces, signals and the like */
	CLASS_CONNECT,
	CLASS_NETWORK,	  /* what else makes and changes sockets */
	CLASS_DESCRIPTOR, /* what else makes and copies descriptors */
	CLASS_OPEN,
	CLASS_FILE, /* names, owners and modes of files */
	CLASS_CLOSE,
	CLASS_TRAFFIC, /* messages sent and received */
	CLASS_VOLUME,  /* what comes with every move of a program, such as read, stat and futex */
	CLASS_COUNT,
};

/* What is shed when a ring fills, in this order: shed.bpf.h. */
enum shed_step {
	SHED_VOLUME,
	SHED_TRAFFIC,
	SHED_CLOSE,
	SHED_FAILED, /* calls that failed and so changed nothing */
	SHED_FILE,
	SHED_COUNT,
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
	__u32 data_bytes;	      /* most bytes of data an event carries: Falco's snaplen */
	__u32 race_checks; /* whether opens carry the path of the kernel's file, and calls are marked whose
			    * arguments somebody changed */
	__u32 plan_in_force; /* its lowest bit says which of the two */
	__u32 excluded_tgid; /* the first of them: the collector itself, mostly the only one */
	__u32 environment; /* whether execs carry it: up to 4 KiB that few rules ask for */
	__u32 padding;
	/* By the number in the register: whether it means a wanted call in any table. Most calls end
	 * with one look at it, before anybody asks for the table, the task or the plan. */
	__u8 asked[SYSCALL_NUMBERS];
};
_Static_assert(sizeof(struct settings) == 40 + SYSCALL_NUMBERS, "Settings.java relies on it");

#define FILTERS 256	 /* number 0 stands for none */
#define FILTER_TERMS 4
#define FILTER_PREFIXES 512
#define TERM_PREFIXES 16 /* of one term; Java makes no more */
#define PREFIX_WORDS 8 /* 64 bytes of a name's beginning are compared */
#define NO_REGISTER 255

enum outcome {
	OUTCOME_NONE, /* ends a filter's terms */
	OUTCOME_SUCCEEDED = 1,
	OUTCOME_FAILED = 2,
};

/* Which calls pass: those that meet all that a term says. */
struct filter_term {
	__u8 outcome;	     /* enum outcome, as bits */
	__u8 open_flags;     /* SCAP_O_RDONLY and SCAP_O_WRONLY, all of them */
	__u8 flags_register; /* the argument that has the flags */
	__u8 name_register;  /* the argument that points to the name, or NO_REGISTER */
	__u16 first_prefix;  /* of those of which one must begin the name */
	__u16 prefixes;	     /* how many */
};

struct name_prefix {
	__u64 bytes[PREFIX_WORDS];
	__u64 mask[PREFIX_WORDS]; /* of the bytes that count */
};

/* What is wanted. There are two: one is in force, the other is written meanwhile, so that a change
 * takes effect between two calls and never within one. */
struct plan {
	__u8 enabled[EVENT_CODES];     /* enum wanted */
	__u8 filter[EVENT_CODES];      /* number of the filter of each event */
	__u8 generic[SYSCALL_NUMBERS]; /* system calls without an event of their own, by number */
	struct filter_term filters[FILTERS][FILTER_TERMS];
	struct name_prefix names[FILTER_PREFIXES];
};
_Static_assert(sizeof(struct plan) == 75264, "PlanMemory.java relies on it");

/* produced == received by the reader + scratch + oversize + tail_call + sum(ring_full) + sum(shed),
 * always. page_fault is no loss: the event went out with that parameter empty. */
struct counters {
	__u64 produced;
	__u64 scratch; /* another task used this CPU's scratch before the event was sent */
	__u64 oversize;
	__u64 tail_call;
	__u64 page_fault;
	__u64 ring_full[CLASS_COUNT];
	__u64 shed[SHED_COUNT];
	__u64 unreadable;    /* never here: the kernel module has it */
	__u64 looked_at;     /* produced, when it was last looked how full the ring is */
	__u64 shedding;	     /* how many steps are shed now */
	__u64 reserved[6]; /* four cache lines, so that CPUs never write to the same one */
};
_Static_assert(sizeof(struct counters) == 256, "DropCounters.java relies on it");

/* Variables, and not values of maps, for the sake of every system call: they need no look-up. */
struct settings settings SEC(".data.settings");
struct plan plans[2] SEC(".data.plans");

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

static __always_inline const struct settings *maps__settings(void)
{
	return &settings;
}

static __always_inline struct counters *maps__counters(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&counters, &cpu);
}

static __always_inline const struct plan *maps__plan(const struct settings *on)
{
	return &plans[on->plan_in_force & 1];
}

static __always_inline enum wanted maps__wanted(const struct settings *on, __u16 event)
{
	return maps__plan(on)->enabled[event & (EVENT_CODES - 1)];
}
