// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* The whole probe as one translation unit: one clang run, no BPF linker, no bpftool; everything but
 * the programs is inlined. The dispatcher comes last because its tables name the programs. */
#include <stdbool.h>
#include <stddef.h>
#include <linux/bpf.h>
#include "include/syscall_numbers.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#include "clone.bpf.c"
#include "control.bpf.c"
#include "descriptor.bpf.c"
#include "entry.bpf.c"
#include "exec.bpf.c"
#include "exec_failed.bpf.c"
#include "exit.bpf.c"
#include "file_data.bpf.c"
#include "file_open.bpf.c"
#include "file_path.bpf.c"
#include "file_state.bpf.c"
#include "fork.bpf.c"
#include "generic.bpf.c"
#include "identity.bpf.c"
#include "identity_query.bpf.c"
#include "io_uring.bpf.c"
#include "memory.bpf.c"
#include "message_batch.bpf.c"
#include "network.bpf.c"
#include "ownership.bpf.c"
#include "quota.bpf.c"
#include "semaphore.bpf.c"
#include "socket_data.bpf.c"
#include "socket_option.bpf.c"
#include "special_descriptor.bpf.c"
#include "system.bpf.c"
#include "trace.bpf.c"
#include "tracepoint.bpf.c"
#include "waiting.bpf.c"
#if defined(__TARGET_ARCH_x86)
#include "file_path_x86.bpf.c"
#endif
#include "dispatcher.bpf.c"

/* bpf_probe_read_kernel and others are for GPL-compatible programs only. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";
