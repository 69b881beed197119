// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Flags of clone and requests of ptrace to those of scap. */
#include "convert_file.h"

#define SCAP_CLONE_FILES (1u << 0)
#define SCAP_CLONE_SIGHAND (1u << 11)
#define SCAP_CLONE_THREAD (1u << 13)
#define SCAP_CLONE_VM (1u << 15)
#define SCAP_CLONE_CHILD_IN_PIDNS (1u << 29) /* not a clone flag: the child has two numbers */

static __always_inline __u32 convert__clone_flags(__u64 flags)
{
	return TRANSLATE(flags, 0x00000400, SCAP_CLONE_FILES) |
	       TRANSLATE(flags, 0x00000200, 1u << 1) |	/* FS */
	       TRANSLATE(flags, 0x80000000, 1u << 2) |	/* IO */
	       TRANSLATE(flags, 0x08000000, 1u << 3) |	/* NEWIPC */
	       TRANSLATE(flags, 0x40000000, 1u << 4) |	/* NEWNET */
	       TRANSLATE(flags, 0x00020000, 1u << 5) |	/* NEWNS */
	       TRANSLATE(flags, 0x20000000, 1u << 6) |	/* NEWPID */
	       TRANSLATE(flags, 0x04000000, 1u << 7) |	/* NEWUTS */
	       TRANSLATE(flags, 0x00008000, 1u << 8) |	/* PARENT */
	       TRANSLATE(flags, 0x00100000, 1u << 9) |	/* PARENT_SETTID */
	       TRANSLATE(flags, 0x00002000, 1u << 10) | /* PTRACE */
	       TRANSLATE(flags, 0x00000800, SCAP_CLONE_SIGHAND) |
	       TRANSLATE(flags, 0x00040000, 1u << 12) | /* SYSVSEM */
	       TRANSLATE(flags, 0x00010000, SCAP_CLONE_THREAD) |
	       TRANSLATE(flags, 0x00800000, 1u << 14) | /* UNTRACED */
	       TRANSLATE(flags, 0x00000100, SCAP_CLONE_VM) |
	       TRANSLATE(flags, 0x10000000, 1u << 20) | /* NEWUSER */
	       TRANSLATE(flags, 0x00200000, 1u << 23) | /* CHILD_CLEARTID */
	       TRANSLATE(flags, 0x01000000, 1u << 24) | /* CHILD_SETTID */
	       TRANSLATE(flags, 0x00080000, 1u << 25) | /* SETTLS */
	       TRANSLATE(flags, 0x00004000, 1u << 27) | /* VFORK */
	       TRANSLATE(flags, 0x02000000, 1u << 28);	/* NEWCGROUP */
}

/* Requests 0 to 33: the old ones and those of x86. */
static const volatile __u8 ptrace_requests[64] = {
	[0] = 1,   /* TRACEME */
	[1] = 2,   /* PEEKTEXT */
	[2] = 3,   /* PEEKDATA */
	[3] = 4,   /* PEEKUSR */
	[4] = 5,   /* POKETEXT */
	[5] = 6,   /* POKEDATA */
	[6] = 7,   /* POKEUSR */
	[7] = 8,   /* CONT */
	[8] = 9,   /* KILL */
	[9] = 10,  /* SINGLESTEP */
	[12] = 26, /* GETREGS */
	[13] = 27, /* SETREGS */
	[14] = 28, /* GETFPREGS */
	[15] = 29, /* SETFPREGS */
	[16] = 11, /* ATTACH */
	[17] = 12, /* DETACH */
	[18] = 30, /* GETFPXREGS */
	[19] = 31, /* SETFPXREGS */
	[21] = 32, /* OLDSETOPTIONS */
	[24] = 13, /* SYSCALL */
	[25] = 33, /* GET_THREAD_AREA */
	[26] = 34, /* SET_THREAD_AREA */
	[30] = 35, /* ARCH_PRCTL */
	[31] = 36, /* SYSEMU */
	[32] = 37, /* SYSEMU_SINGLESTEP */
	[33] = 38, /* SINGLEBLOCK */
};

#define PTRACE_GENERIC_FIRST 0x4200 /* SETOPTIONS, then eleven more in the order scap has them */
#define PTRACE_GENERIC_LAST 0x420b  /* SETSIGMASK */
#define SCAP_PTRACE_SETOPTIONS 14

static __always_inline __u16 convert__ptrace_request(__u64 request)
{
	if (request >= PTRACE_GENERIC_FIRST && request <= PTRACE_GENERIC_LAST)
		return SCAP_PTRACE_SETOPTIONS + (request - PTRACE_GENERIC_FIRST);
	if (request >= 64)
		return 0;
	return ptrace_requests[request & 63];
}
