// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Number and arguments of the system call that is returning, by architecture. On x86 32-bit calls
 * (int 0x80, which any 64-bit program may use, and x32) are mapped to their 64-bit numbers:
 * otherwise they would be a way around every rule. */
#include "core_compat.bpf.h"
#include "syscall_numbers.h"

#define NO_SYSCALL (-1u)

enum abi {
	ABI_NATIVE,
	ABI_COMPAT, /* the 32-bit table, arguments of 32 bits */
	ABI_X32,    /* the 64-bit table with a bit, arguments of 64 bits, structures of 32 */
};

#if defined(__TARGET_ARCH_x86)

#include "compat_syscalls.h"

#define COMPAT_CALL 2 /* TS_COMPAT */

/* As the caller gave it: what it means depends on the table. */
static __always_inline __u32 abi__register_number(struct pt_regs *regs)
{
	return regs->orig_ax;
}

static __always_inline enum abi abi__of(struct pt_regs *regs, struct task_struct *current)
{
	if (compat__thread_status(current) & COMPAT_CALL)
		return ABI_COMPAT;
	return regs->orig_ax & X32_BIT ? ABI_X32 : ABI_NATIVE;
}

static __always_inline __u32 abi__x32_number(__u32 number)
{
	number &= ~X32_BIT;
	if (number < PLACES_OF_OUR_OWN)
		return number;
	number -= X32_FIRST;
	if (number >= X32_CALLS)
		return NO_SYSCALL;
	opaque(number);
	number = x32_syscalls[number & (X32_CALLS - 1)];
	return number ? number : NO_SYSCALL;
}

static __always_inline __u32 abi__compat_number(struct pt_regs *regs)
{
	__u32 number = regs->orig_ax, call = regs->bx, mapped;

	if (number >= COMPAT_NUMBERS)
		return NO_SYSCALL;
	opaque(number);
	mapped = compat_syscalls[number & (COMPAT_NUMBERS - 1)];
	if (number == COMPAT_SOCKETCALL) {
		opaque(call);
		mapped = call < FAMILY_CALLS ? socket_calls.calls[call & (FAMILY_CALLS - 1)] : 0;
	} else if (number == COMPAT_IPC) {
		opaque(call);
		mapped = ipc_calls.calls[call & (FAMILY_CALLS - 1)];
	}
	return mapped ? mapped & (SYSCALL_NUMBERS - 1) : NO_SYSCALL;
}

static __always_inline __u32 abi__syscall_number(struct pt_regs *regs, enum abi abi)
{
	__u32 number = regs->orig_ax;

	switch (abi) {
	case ABI_COMPAT:
		return abi__compat_number(regs);
	case ABI_X32:
		return abi__x32_number(number);
	default:
		return number < PLACES_OF_OUR_OWN ? number : NO_SYSCALL;
	}
}

/* Arguments that lie in memory, as those of socketcall and of the old mmap. */
static __always_inline void abi__read_list(__u64 *to, __u32 address)
{
	__u32 list[6] = {};
	int i;

	bpf_probe_read_user(list, sizeof(list), (void *)(__u64)address);
	for (i = 0; i < 6; i++)
		to[i] = list[i];
}

/* ipc(call, first, second, third, pointer): semop has its pointer before its count, semctl the value
 * that its pointer leads to. */
static __always_inline void abi__read_ipc_arguments(__u64 *to, struct pt_regs *regs)
{
	__u32 call = regs->bx & 0xffff, pointed = 0;

	if (call == 3) /* semctl */
		bpf_probe_read_user(&pointed, sizeof(pointed), (void *)(__u64)(__u32)regs->di);
	to[0] = (__u32)regs->cx;
	to[1] = call == 1 ? (__u32)regs->di : (__u32)regs->dx;
	to[2] = call == 1 ? (__u32)regs->dx : (__u32)regs->si;
	to[3] = pointed;
	to[4] = to[5] = 0;
}

static __always_inline void abi__read_compat_arguments(__u64 *to, struct pt_regs *regs)
{
	switch (regs->orig_ax) {
	case COMPAT_SOCKETCALL:
		abi__read_list(to, regs->cx);
		return;
	case COMPAT_OLD_MMAP:
		abi__read_list(to, regs->bx);
		return;
	case COMPAT_IPC:
		abi__read_ipc_arguments(to, regs);
		return;
	}
	to[0] = (__u32)regs->bx;
	to[1] = (__u32)regs->cx;
	to[2] = (__u32)regs->dx;
	to[3] = (__u32)regs->si;
	to[4] = (__u32)regs->di;
	to[5] = (__u32)regs->bp;
}

static __always_inline void abi__read_arguments(__u64 *to, struct pt_regs *regs, enum abi abi)
{
	if (abi == ABI_COMPAT) {
		abi__read_compat_arguments(to, regs);
		return;
	}
	to[0] = regs->di;
	to[1] = regs->si;
	to[2] = regs->dx;
	to[3] = regs->r10;
	to[4] = regs->r8;
	to[5] = regs->r9;
}

#elif defined(__TARGET_ARCH_arm64)

#define COMPAT_FLAG (1u << 22) /* TIF_32BIT */

static __always_inline __u32 abi__register_number(struct pt_regs *regs)
{
	return BPF_CORE_READ(regs, syscallno);
}

static __always_inline enum abi abi__of(struct pt_regs *regs, struct task_struct *current)
{
	return BPF_CORE_READ(current, thread_info.flags) & COMPAT_FLAG ? ABI_COMPAT : ABI_NATIVE;
}

/* The 32-bit table of ARM is not mapped: such calls are not seen, and counted nowhere. */
static __always_inline __u32 abi__syscall_number(struct pt_regs *regs, enum abi abi)
{
	__u32 number = BPF_CORE_READ(regs, syscallno);

	return abi == ABI_NATIVE && number < PLACES_OF_OUR_OWN ? number : NO_SYSCALL;
}

static __always_inline void abi__read_arguments(__u64 *to, struct pt_regs *regs, enum abi abi)
{
	to[0] = BPF_CORE_READ(regs, orig_x0);
	to[1] = BPF_CORE_READ(regs, regs[1]);
	to[2] = BPF_CORE_READ(regs, regs[2]);
	to[3] = BPF_CORE_READ(regs, regs[3]);
	to[4] = BPF_CORE_READ(regs, regs[4]);
	to[5] = BPF_CORE_READ(regs, regs[5]);
}

#endif

/* The system call under way and, unless NULL is given, its arguments, for tracepoints in its midst.
 * Before 5.15 (dd6e10fbd9fb) there is no way to the registers from there. */
static __always_inline __u32 abi__current_call(__u64 *arguments)
{
	struct task_struct *current;
	struct pt_regs *regs;
	enum abi abi;

	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return NO_SYSCALL;
	current = bpf_get_current_task_btf();
	regs = (void *)bpf_task_pt_regs(current);
	abi = abi__of(regs, current);
	if (arguments)
		abi__read_arguments(arguments, regs, abi);
	return abi__syscall_number(regs, abi);
}
