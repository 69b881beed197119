// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* A program that reports the result of one system call. The dispatcher has begun the record and put
 * result and arguments into it (whatever ABI they came through); the body pushes the parameters. */
#include "abi.bpf.h"
#include "push.bpf.h"

#define ON_EXIT(syscall)                                                                           \
	static __always_inline void report_##syscall(struct record *r);                            \
	SEC("tp_btf/sys_exit")                                                                     \
	int exit_##syscall(void *context)                                                          \
	{                                                                                          \
		struct record *r = record__current();                                              \
                                                                                                   \
		if (!r)                                                                            \
			return 0;                                                                  \
		report_##syscall(r);                                                               \
		record__emit(r);                                                                   \
		return 0;                                                                          \
	}                                                                                          \
	static __always_inline void report_##syscall(struct record *r)
