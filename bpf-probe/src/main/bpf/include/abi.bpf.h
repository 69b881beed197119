// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Number and arguments of the system call that is returning, by architecture. 32-bit calls (int
 * 0x80 on x86, which any 64-bit program may use) are mapped to their 64-bit numbers: otherwise they
 * would be a way around every rule. */
#include "core_compat.bpf.h"

#define NO_SYSCALL (-1u)

#if defined(__TARGET_ARCH_x86)

#include "compat_syscalls.h"

#define COMPAT_CALL 2 /* TS_COMPAT */

static __always_inline bool abi__is_compat(void)
{
	/* Read directly, not by helper: this is on the path of every system call. */
	return bpf_get_current_task_btf()->thread_info.status & COMPAT_CALL;
}

static __always_inline __u32 abi__syscall_number(struct pt_regs *regs, bool compat)
{
	__u32 number = regs->orig_ax, call, mapped;

	if (!compat)
		return number;
	if (number >= COMPAT_NUMBERS)
		return NO_SYSCALL;
	opaque(number);
	mapped = compat_syscalls[number & (COMPAT_NUMBERS - 1)];
	if (number == COMPAT_SOCKETCALL) {
		call = regs->bx;
		opaque(call);
		mapped = call < SOCKET_CALLS ? socket_calls[call & (SOCKET_CALLS - 1)] : 0;
	}
	return mapped ? mapped : NO_SYSCALL;
}

static __always_inline void abi__read_socket_arguments(__u64 *to, struct pt_regs *regs)
{
	__u32 list[6] = {};
	int i;

	bpf_probe_read_user(list, sizeof(list), (void *)(__u64)(__u32)regs->cx);
	for (i = 0; i < 6; i++)
		to[i] = list[i];
}

static __always_inline void abi__read_arguments(__u64 *to, struct pt_regs *regs, bool compat)
{
	if (compat && regs->orig_ax == COMPAT_SOCKETCALL) {
		abi__read_socket_arguments(to, regs);
		return;
	}
	to[0] = compat ? (__u32)regs->bx : regs->di;
	to[1] = compat ? (__u32)regs->cx : regs->si;
	to[2] = compat ? (__u32)regs->dx : regs->dx;
	to[3] = compat ? (__u32)regs->si : regs->r10;
	to[4] = compat ? (__u32)regs->di : regs->r8;
	to[5] = compat ? (__u32)regs->bp : regs->r9;
}

#elif defined(__TARGET_ARCH_arm64)

#define COMPAT_FLAG (1u << 22) /* TIF_32BIT */

static __always_inline bool abi__is_compat(void)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, thread_info.flags) & COMPAT_FLAG;
}

/* The 32-bit table of ARM is not mapped yet: such calls are not seen, and counted nowhere. */
static __always_inline __u32 abi__syscall_number(struct pt_regs *regs, bool compat)
{
	return compat ? NO_SYSCALL : (__u32)BPF_CORE_READ(regs, syscallno);
}

static __always_inline void abi__read_arguments(__u64 *to, struct pt_regs *regs, bool compat)
{
	to[0] = BPF_CORE_READ(regs, orig_x0);
	to[1] = BPF_CORE_READ(regs, regs[1]);
	to[2] = BPF_CORE_READ(regs, regs[2]);
	to[3] = BPF_CORE_READ(regs, regs[3]);
	to[4] = BPF_CORE_READ(regs, regs[4]);
	to[5] = BPF_CORE_READ(regs, regs[5]);
}

#endif

/* The system call under way, for tracepoints in its midst. Before 5.15 (dd6e10fbd9fb) there is no
 * way to the registers from there. */
static __always_inline __u32 abi__current_syscall(void)
{
	struct pt_regs *regs;

	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return NO_SYSCALL;
	regs = (void *)bpf_task_pt_regs(bpf_get_current_task_btf());
	return abi__syscall_number(regs, abi__is_compat());
}
