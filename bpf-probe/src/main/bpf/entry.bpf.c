// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Copies what the arguments of a call point to before the kernel reads it, for entry__compare to compare
 * with when the call is over. Attached only if asked for: it runs at the begin of every system call. */
#include "include/abi.bpf.h"
#include "include/entry_copy.bpf.h"
#include "include/events.h"
#include "include/exclude.bpf.h"

SEC("tp_btf/sys_enter")
int BPF_PROG(optional_enter, struct pt_regs *regs, long id)
{
	enum abi abi = abi__of(regs, compat__current());
	__u32 number = abi__syscall_number(regs, abi), zero = 0;
	__u32 tid = bpf_get_current_pid_tgid();
	const volatile struct watched *watched;
	const struct settings *on = maps__settings();
	__u64 arguments[6];
	struct entry_copy *copy, *blank;

	if (number >= SYSCALL_NUMBERS)
		return 0;
	opaque(number);
	watched = &watched_calls[number & (SYSCALL_NUMBERS - 1)];
	if (!watched->first || exclude__current(on))
		return 0;
	copy = bpf_map_lookup_elem(&entry_copies, &tid);
	if (!copy) {
		blank = bpf_map_lookup_elem(&entry_blank, &zero);
		if (!blank || bpf_map_update_elem(&entry_copies, &tid, blank, BPF_ANY))
			return 0;
		copy = bpf_map_lookup_elem(&entry_copies, &tid);
		if (!copy)
			return 0;
	}
	abi__read_arguments(arguments, regs, abi);
	copy->number = number;
	copy->first_length = entry__read(copy->first, watched, watched->first, arguments);
	copy->second_length = entry__read(copy->second, watched, watched->second, arguments);
	return 0;
}
