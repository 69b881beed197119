// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * What is turned away before a ring is full, so that its last room is left to what matters most: an
 * exec is worth more than ten thousand reads. Five steps, always in the same order, each of which
 * begins when the ring of this CPU is so full and ends when it is 20 points emptier. Nothing is shed
 * whose absence would make the host's state wrong: a descriptor whose close was not told is set right
 * by whatever opens the same number next, since that is never shed. ShedLadder.java has the same steps.
 */
#include "maps.bpf.h"

#define SHED_FIRST 50  /* percent of the ring, at which the first step begins */
#define SHED_APART 10  /* points between two steps */
#define SHED_RETURN 20 /* points by which it must fall for a step to end */
#define SHED_LOOK_EVERY 16 /* events of a CPU between two looks at its ring */

static __always_inline __u32 shed__steps(__u32 percent, __u32 first)
{
	__u32 steps = percent < first ? 0 : (percent - first) / SHED_APART + 1;

	return steps > SHED_COUNT ? SHED_COUNT : steps;
}

static __always_inline void shed__look(struct counters *count)
{
	__u32 cpu = bpf_get_smp_processor_id();
	void *ring = bpf_map_lookup_elem(&rings, &cpu);
	__u32 percent, begin, keep;
	__u64 size;

	count->looked_at = count->produced;
	if (!ring)
		return;
	size = bpf_ringbuf_query(ring, BPF_RB_RING_SIZE);
	if (!size)
		return;
	percent = bpf_ringbuf_query(ring, BPF_RB_AVAIL_DATA) * 100 / size;
	begin = shed__steps(percent, SHED_FIRST);
	keep = shed__steps(percent, SHED_FIRST - SHED_RETURN);
	if (count->shedding < begin)
		count->shedding = begin;
	else if (count->shedding > keep)
		count->shedding = keep;
}

static __always_inline __u32 shed__step_of(__u8 event_class, bool failed)
{
	switch (event_class) {
	case CLASS_VOLUME:
		return SHED_VOLUME;
	case CLASS_TRAFFIC:
		return SHED_TRAFFIC;
	case CLASS_CLOSE:
		return SHED_CLOSE;
	case CLASS_CLONE_FORK:
	case CLASS_EXECVE:
	case CLASS_EXIT:
	case CLASS_CONNECT: /* one that has only begun is a failure to the call */
		return SHED_COUNT;
	}
	if (failed)
		return SHED_FAILED;
	return event_class == CLASS_FILE ? SHED_FILE : SHED_COUNT;
}

/* Whether an event must stand back for others; it is counted then. */
static __always_inline bool shed__event(struct counters *count, __u8 event_class, bool failed)
{
	__u32 step = shed__step_of(event_class, failed);

	if (!count)
		return false;
	/* Before each that would be turned away: a CPU with little to do looks too seldom otherwise. */
	if (step < count->shedding || count->produced - count->looked_at >= SHED_LOOK_EVERY)
		shed__look(count);
	if (step >= count->shedding || step >= SHED_COUNT)
		return false;
	count->produced++;
	count->shed[step]++;
	return true;
}
