// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* ptrace: what addr and data mean depends on the request, and both are 0 after a failure. */
#include "include/convert_process.h"
#include "include/on_exit.bpf.h"

#define DYN_NUMBER 0 /* a u64 follows */
#define DYN_SIGNAL 1 /* a u8 follows */

enum scap_ptrace {
	SCAP_PEEKTEXT = 2,
	SCAP_PEEKDATA = 3,
	SCAP_PEEKUSR = 4,
	SCAP_CONT = 8,
	SCAP_SINGLESTEP = 10,
	SCAP_DETACH = 12,
	SCAP_SYSCALL = 13,
};

static __always_inline void trace__push_number(struct record *r, __u64 value)
{
	append__u8(r, DYN_NUMBER);
	append__u64(r, value);
	push__end(r, 9);
}

static __always_inline void trace__push_data(struct record *r, __u16 request)
{
	__u64 data = r->arguments[3];

	switch (request) {
	case SCAP_CONT:
	case SCAP_SINGLESTEP:
	case SCAP_DETACH:
	case SCAP_SYSCALL:
		append__u8(r, DYN_SIGNAL);
		append__u8(r, data);
		push__end(r, 2);
		return;
	case SCAP_PEEKTEXT:
	case SCAP_PEEKDATA:
	case SCAP_PEEKUSR:
		/* The system call, unlike the C function, stores the word where data points. */
		if (bpf_probe_read_user(&data, sizeof(data), (void *)r->arguments[3])) {
			record__count_page_fault();
			data = 0;
		}
		break;
	}
	trace__push_number(r, data);
}

ON_EXIT(ptrace)
{
	__u16 request = convert__ptrace_request(r->arguments[0]);

	push__s64(r, r->result);
	if (r->result < 0) {
		trace__push_number(r, 0);
		trace__push_number(r, 0);
	} else {
		trace__push_number(r, r->arguments[2]);
		trace__push_data(r, request);
	}
	push__u16(r, request);
	push__s64(r, (__s32)r->arguments[1]);
}
