// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/*
 * The one program on the path of every system call of the machine. It turns away what nobody asked for
 * with one look at a table and without calling anything, evens out the 32-bit ABIs, begins the record and
 * tail-calls the program of the system call; those without an event of their own share one. sys_exit and not
 * sys_enter: results are known, and user memory the kernel has just read is resident, so that reading it
 * again seldom faults.
 */
#include "include/abi.bpf.h"
#include "include/entry_copy.bpf.h"
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/filter.bpf.h"
#include "include/record.bpf.h"
#include "include/shed.bpf.h"

#define CLOSE_PARAMETERS 2
#define OPENAT_PARAMETERS 7
#define GENERIC_PLACE SYSCALL_NUMBERS /* behind the programs of system calls */

struct syscall_entry {
	__u16 event; /* 0: no event of its own */
	__u8 parameters;
	__u8 event_class;
	__u8 skip;
};

#define ENTRY(name, code, parameters, class, skip)                                                 \
	[__NR_##name] = { code, parameters, class, skip },

const volatile struct syscall_entry syscalls[SYSCALL_NUMBERS] = { SYSCALLS(ENTRY) };

#define PROGRAM(name, code, parameters, class, skip) [__NR_##name] = (void *)&exit_##name,

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, SYSCALL_NUMBERS + 1);
	__type(key, __u32);
	__array(values, int(void *));
} exit_programs SEC(".maps") = {
	.values = { SYSCALLS(PROGRAM)[GENERIC_PLACE] = (void *)&exit_generic },
};

static __always_inline bool dispatch__is_skipped(__u8 skip, enum wanted wanted, long result,
						 const __u64 *arguments)
{
	__u32 command = arguments[1]; /* of fcntl; the level of getsockopt */

	switch (skip) {
	case SKIP_SUCCESS:
		return result >= 0;
	case SKIP_CHILD:
		/* The child's tells the state all there is to know. */
		return result == 0 || wanted == WANTED_FOR_STATE;
	case SKIP_PLAIN_FCNTL:
		return wanted == WANTED_FOR_STATE && command != FCNTL_DUPFD &&
		       command != FCNTL_SETFD && command != FCNTL_DUPFD_CLOEXEC;
	case SKIP_PLAIN_GETSOCKOPT:
		return wanted == WANTED_FOR_STATE &&
		       (command != LEVEL_SOCKET || (__u32)arguments[2] != OPTION_ERROR);
	}
	return false;
}

static __always_inline struct record *dispatch__begin(const struct settings *on,
						      const struct caller *by,
						      const volatile struct syscall_entry *entry)
{
	if (!entry->event)
		return record__begin_by(on, by, EVENT_GENERIC, GENERIC_PARAMETERS, CLASS_VOLUME);
	return record__begin_by(on, by, entry->event, entry->parameters, entry->event_class);
}

/* The two that most events are of: a tail call costs as much as all of a close. Where their parameters lie is
 * said once more because clang can then tell, up to the first text. */
static __always_inline bool dispatch__report_here(struct record *r, const struct caller *by)
{
	switch (r->number) {
	case __NR_close:
		record__restart(r, CLOSE_PARAMETERS);
		report_close(r);
		break;
	case __NR_openat:
		record__restart(r, OPENAT_PARAMETERS);
		report_openat(r);
		break;
	default:
		return false;
	}
	record__emit_by(r, by);
	return true;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(dispatch_exit, struct pt_regs *regs, long result)
{
	const struct settings *on = maps__settings();
	__u32 number = abi__register_number(regs), place = number;
	const volatile struct syscall_entry *entry;
	const struct plan *plan;
	enum wanted wanted;
	__u64 arguments[6];
	struct caller by;
	struct record *r;
	enum abi abi;

	opaque(place);
	if (number < SYSCALL_NUMBERS && !on->asked[place & (SYSCALL_NUMBERS - 1)])
		return 0;
	by.task = compat__current();
	abi = abi__of(regs, by.task);
	number = abi__syscall_number(regs, abi);
	if (number >= SYSCALL_NUMBERS)
		return 0;
	plan = maps__plan(on);
	opaque(number);
	entry = &syscalls[number & (SYSCALL_NUMBERS - 1)];
	wanted = entry->event ? plan->enabled[entry->event & (EVENT_CODES - 1)] :
				plan->generic[number & (SYSCALL_NUMBERS - 1)];
	if (!wanted)
		return 0;
	abi__read_arguments(arguments, regs, abi);
	if (dispatch__is_skipped(entry->skip, wanted, result, arguments) ||
	    !filter__passes(plan, entry->event, result, arguments))
		return 0;
	by.ids = compat__ids(by.task);
	if (exclude__caller(on, by.ids))
		return 0;
	by.count = maps__counters();
	if (shed__event(by.count, entry->event ? entry->event_class : CLASS_VOLUME, result < 0))
		return 0;
	r = dispatch__begin(on, &by, entry);
	if (!r)
		return 0;
	r->result = result;
	r->number = number;
	r->abi = abi;
	r->compat = abi != ABI_NATIVE;
	__builtin_memcpy(r->arguments, arguments, sizeof(arguments));
	if (r->race_checks)
		entry__compare(r);
	if (dispatch__report_here(r, &by))
		return 0;
	bpf_tail_call(ctx, &exit_programs, entry->event ? number : GENERIC_PLACE);
	r->owner = 0;
	if (by.count)
		by.count->tail_call++;
	return 0;
}
