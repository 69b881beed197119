// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Number and arguments of the system call that is returning, by architecture. 32-bit calls (int 0x80
 * on x86, which any 64-bit program may use) are mapped to their 64-bit numbers: otherwise they would
 * be a way around every rule. */
#include "core_compat.bpf.h"

#define NO_SYSCALL (-1u)

#if defined(__TARGET_ARCH_x86)

#define COMPAT_CALL 2 /* TS_COMPAT */
#define COMPAT_NUMBERS 512

/* The 32-bit number, then its name in the 64-bit table. */
static const volatile __u16 compat_syscalls[COMPAT_NUMBERS] = {
	[2] = __NR_fork,
	[5] = __NR_open,
	[6] = __NR_close,
	[8] = __NR_creat,
	[9] = __NR_link,
	[10] = __NR_unlink,
	[11] = __NR_execve,
	[12] = __NR_chdir,
	[14] = __NR_mknod,
	[15] = __NR_chmod,
	[21] = __NR_mount,
	[26] = __NR_ptrace,
	[37] = __NR_kill,
	[38] = __NR_rename,
	[39] = __NR_mkdir,
	[40] = __NR_rmdir,
	[41] = __NR_dup,
	[42] = __NR_pipe,
	[52] = __NR_umount2,
	[55] = __NR_fcntl,
	[57] = __NR_setpgid,
	[61] = __NR_chroot,
	[63] = __NR_dup2,
	[66] = __NR_setsid,
	[83] = __NR_symlink,
	[94] = __NR_fchmod,
	[120] = __NR_clone,
	[128] = __NR_init_module,
	[129] = __NR_delete_module,
	[133] = __NR_fchdir,
	[172] = __NR_prctl,
	[185] = __NR_capset,
	[190] = __NR_vfork,
	[198] = __NR_lchown,
	[203] = __NR_setreuid,
	[204] = __NR_setregid,
	[207] = __NR_fchown,
	[208] = __NR_setresuid,
	[210] = __NR_setresgid,
	[212] = __NR_chown,
	[213] = __NR_setuid,
	[214] = __NR_setgid,
	[221] = __NR_fcntl,
	[295] = __NR_openat,
	[296] = __NR_mkdirat,
	[297] = __NR_mknodat,
	[298] = __NR_fchownat,
	[301] = __NR_unlinkat,
	[302] = __NR_renameat,
	[303] = __NR_linkat,
	[304] = __NR_symlinkat,
	[306] = __NR_fchmodat,
	[310] = __NR_unshare,
	[322] = __NR_timerfd_create,
	[327] = __NR_signalfd4,
	[328] = __NR_eventfd2,
	[329] = __NR_epoll_create1,
	[330] = __NR_dup3,
	[331] = __NR_pipe2,
	[332] = __NR_inotify_init1,
	[342] = __NR_open_by_handle_at,
	[346] = __NR_setns,
	[350] = __NR_finit_module,
	[353] = __NR_renameat2,
	[356] = __NR_memfd_create,
	[357] = __NR_bpf,
	[358] = __NR_execveat,
	[359] = __NR_socket,
	[360] = __NR_socketpair,
	[361] = __NR_bind,
	[362] = __NR_connect,
	[363] = __NR_listen,
	[364] = __NR_accept4,
	[365] = __NR_getsockopt,
	[369] = __NR_sendto,
	[370] = __NR_sendmsg,
	[371] = __NR_recvfrom,
	[372] = __NR_recvmsg,
	[374] = __NR_userfaultfd,
	[425] = __NR_io_uring_setup,
	[434] = __NR_pidfd_open,
	[435] = __NR_clone3,
	[436] = __NR_close_range,
	[437] = __NR_openat2,
	[438] = __NR_pidfd_getfd,
};

/* The one call that all socket calls of old 32-bit programs go through: which, by its first argument. */
#define COMPAT_SOCKETCALL 102
#define SOCKET_CALLS 32

static const volatile __u16 socket_calls[SOCKET_CALLS] = {
	[1] = __NR_socket,
	[2] = __NR_bind,
	[3] = __NR_connect,
	[4] = __NR_listen,
	[5] = __NR_accept,
	[8] = __NR_socketpair,
	[11] = __NR_sendto,
	[12] = __NR_recvfrom,
	[15] = __NR_getsockopt,
	[16] = __NR_sendmsg,
	[17] = __NR_recvmsg,
	[18] = __NR_accept4,
};

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

/* The system call under way, for tracepoints in its midst. Before 5.15 (dd6e10fbd9fb) there is no way to
 * the registers from there. */
static __always_inline __u32 abi__current_syscall(void)
{
	struct pt_regs *regs;

	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return NO_SYSCALL;
	regs = (void *)bpf_task_pt_regs(bpf_get_current_task_btf());
	return abi__syscall_number(regs, abi__is_compat());
}
