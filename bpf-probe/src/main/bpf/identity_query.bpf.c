// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* What processes ask about themselves: ids and limits. */
#include "include/on_exit.bpf.h"

#define LIMITS_KNOWN 16
#define SCAP_LIMIT_UNKNOWN 255

struct limit {
	__s64 soft;
	__s64 hard;
};

/* The result is the id; these calls do not fail. */
static __always_inline void query__push_id(struct record *r)
{
	push__u32(r, r->result);
}

static __always_inline void query__push_ids(struct record *r)
{
	__u32 id = 0;
	int i;

	push__s64(r, r->result);
	for (i = 0; i < 3; i++) {
		bpf_probe_read_user(&id, sizeof(id), (void *)r->arguments[i]);
		push__u32(r, id);
	}
}

/* Two longs; no limit is -1 in both widths. */
static __always_inline struct limit limit__read(const struct record *r, __u64 address, bool wide)
{
	struct limit limit = {};
	__s32 narrow[2] = {};

	if (wide || r->abi != ABI_COMPAT) {
		bpf_probe_read_user(&limit, sizeof(limit), (void *)address);
		return limit;
	}
	bpf_probe_read_user(narrow, sizeof(narrow), (void *)address);
	limit.soft = narrow[0] == -1 ? -1 : (__s64)(__u32)narrow[0];
	limit.hard = narrow[1] == -1 ? -1 : (__s64)(__u32)narrow[1];
	return limit;
}

static __always_inline void push__limit(struct record *r, struct limit limit)
{
	push__s64(r, limit.soft);
	push__s64(r, limit.hard);
}

/* The same numbers in scap. */
static __always_inline void push__resource(struct record *r, __u32 resource)
{
	push__u8(r, resource < LIMITS_KNOWN ? resource : SCAP_LIMIT_UNKNOWN);
}

static const struct limit unknown_limit = { -1, -1 };

ON_EXIT(getuid)
{
	query__push_id(r);
}

ON_EXIT(geteuid)
{
	query__push_id(r);
}

ON_EXIT(getgid)
{
	query__push_id(r);
}

ON_EXIT(getegid)
{
	query__push_id(r);
}

ON_EXIT(getresuid)
{
	query__push_ids(r);
}

ON_EXIT(getresgid)
{
	query__push_ids(r);
}

ON_EXIT(getrlimit)
{
	push__s64(r, r->result);
	push__limit(r, r->result ? unknown_limit : limit__read(r, r->arguments[1], false));
	push__resource(r, r->arguments[0]);
}

ON_EXIT(setrlimit)
{
	push__s64(r, r->result);
	push__limit(r, limit__read(r, r->arguments[1], false));
	push__resource(r, r->arguments[0]);
}

ON_EXIT(prlimit64)
{
	push__s64(r, r->result);
	push__limit(r, limit__read(r, r->arguments[2], true));
	push__limit(r, r->result ? unknown_limit : limit__read(r, r->arguments[3], true));
	push__s64(r, (__s32)r->arguments[0]);
	push__resource(r, r->arguments[1]);
}
