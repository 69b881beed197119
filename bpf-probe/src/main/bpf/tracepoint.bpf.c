// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* What is no system call and comes often: each is attached only if it is asked for at the start. */
#include "include/events.h"
#include "include/exclude.bpf.h"
#include "include/push_task.bpf.h"
#include "include/shed.bpf.h"

#define SIGNAL_HANGUP 1
#define SIGNAL_INTERRUPT 2
#define SIGNAL_QUIT 3
#define SIGNAL_KILL 9
#define SIGNAL_TERMINATE 15
#define SIGNAL_CHILD 17
#define SIGNAL_STOP_TYPED 20
#define SIGNAL_REALTIME_FIRST 32
#define SIGNAL_REALTIME_LAST 64
#define CODE_FROM_USER 0 /* SI_USER; what other programs send by other calls is negative */

static __always_inline struct record *tracepoint__begin(__u16 event, __u32 parameters)
{
	const struct settings *on = maps__settings();

	if (!maps__wanted(on, event) || exclude__current(on) ||
	    shed__event(maps__counters(), CLASS_VOLUME, false))
		return NULL;
	return record__begin(on, event, parameters, CLASS_VOLUME);
}

/* Who sent it, where the kernel knows: first in the union behind the three numbers. */
static __always_inline __s64 signal__sender(int signal, const struct kernel_siginfo *info)
{
	switch (signal) {
	case SIGNAL_TERMINATE:
	case SIGNAL_HANGUP:
	case SIGNAL_INTERRUPT:
	case SIGNAL_STOP_TYPED:
	case SIGNAL_QUIT:
		if (BPF_CORE_READ(info, si_code) > CODE_FROM_USER)
			return 0;
		break;
	case SIGNAL_KILL:
	case SIGNAL_CHILD:
		break;
	default:
		if (signal < SIGNAL_REALTIME_FIRST || signal > SIGNAL_REALTIME_LAST)
			return 0;
	}
	return BPF_CORE_READ(info, _sifields._kill._pid);
}

SEC("tp_btf/signal_deliver")
int BPF_PROG(optional_signal, int signal, struct kernel_siginfo *info)
{
	struct record *r = tracepoint__begin(EVENT_SIGNAL, SIGNAL_PARAMETERS);

	if (!r)
		return 0;
	push__s64(r, signal__sender(signal, info));
	push__s64(r, (__u32)bpf_get_current_pid_tgid());
	push__u8(r, signal);
	record__emit(r);
	return 0;
}

SEC("tp_btf/sched_switch")
int BPF_PROG(optional_switch, bool preempted, struct task_struct *from, struct task_struct *to)
{
	struct record *r = tracepoint__begin(EVENT_SWITCH, SWITCH_PARAMETERS);

	if (!r)
		return 0;
	push__s64(r, BPF_CORE_READ(to, pid));
	push__u64(r, BPF_CORE_READ(from, maj_flt));
	push__u64(r, BPF_CORE_READ(from, min_flt));
	push__memory(r, from);
	record__emit(r);
	return 0;
}

#if defined(__TARGET_ARCH_x86)
/* Why, as the processor says it: two bits of scap for each of the first three. */
static __always_inline __u32 fault__reason(unsigned long error)
{
	return (error & 1 ? 1 << 0 : 1 << 1) |	/* protection, or not present */
	       (error & 2 ? 1 << 2 : 1 << 3) |	/* written, or read */
	       (error & 4 ? 1 << 4 : 1 << 5) |	/* by user, or by kernel */
	       (error & 8 ? 1 << 6 : 0) |	/* a reserved bit was set */
	       (error & 16 ? 1 << 7 : 0);	/* by fetching an instruction */
}

static __always_inline void fault__report(unsigned long address, unsigned long ip,
					  unsigned long error)
{
	struct record *r = record__current();

	/* Faults of our own, at memory of a process that is not there. */
	if (!r || r->owner)
		return;
	r = tracepoint__begin(EVENT_FAULT, FAULT_PARAMETERS);
	if (!r)
		return;
	push__u64(r, address);
	push__u64(r, ip);
	push__u32(r, fault__reason(error));
	record__emit(r);
}

SEC("tp_btf/page_fault_user")
int BPF_PROG(optional_fault_user, unsigned long address, struct pt_regs *regs, unsigned long error)
{
	fault__report(address, regs->ip, error);
	return 0;
}

SEC("tp_btf/page_fault_kernel")
int BPF_PROG(optional_fault_kernel, unsigned long address, struct pt_regs *regs,
	     unsigned long error)
{
	fault__report(address, regs->ip, error);
	return 0;
}
#endif
