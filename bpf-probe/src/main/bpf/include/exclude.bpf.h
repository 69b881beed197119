// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Processes and (v2) control groups that are not to be seen: the collector itself, brokers and
 * jobs, whose own writes would otherwise feed the events about them. */
#include "core_compat.bpf.h"
#include "maps.bpf.h"

#define CGROUP_LEVELS 8 /* an excluded group lies at most this deep; Java refuses a deeper one */

static __always_inline bool exclude__current_cgroup(__u32 levels)
{
	struct task_struct *current = compat__current();
	__u64 id;
	int i;

	for (i = 0; i < CGROUP_LEVELS; i++) {
		if (!(levels & 1u << i))
			continue;
		id = compat__ancestor_cgroup(current, i);
		if (id && bpf_map_lookup_elem(&excluded_cgroups, &id))
			return true;
	}
	return false;
}

/* Those who have these numbers: thread and, in the upper half, process. */
static __always_inline bool exclude__caller(const struct settings *on, __u64 ids)
{
	__u32 tgid;

	if (on->excluded_tgids) {
		tgid = ids >> 32;
		if (tgid == on->excluded_tgid)
			return true;
		if (on->excluded_tgids > 1 && bpf_map_lookup_elem(&excluded_tgids, &tgid))
			return true;
	}
	return on->excluded_cgroup_levels && exclude__current_cgroup(on->excluded_cgroup_levels);
}

static __always_inline bool exclude__current(const struct settings *on)
{
	return exclude__caller(on, bpf_get_current_pid_tgid());
}
