// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* What programs ask of sockets and set: options, names, half-closing. */
#include "include/events.h"
#include "include/on_exit.bpf.h"
#include "include/push_socket.bpf.h"

#define LEVEL_TCP 6
#define SCAP_LEVEL_SOCKET 1
#define SCAP_LEVEL_TCP 2
#define OPTIONS_OF_THE_SAME_NUMBER 50
#define OPTION_TIME_FIRST 20 /* RCVTIMEO, then SNDTIMEO */
#define OPTION_NEW_TIME_FIRST 66
#define OPTION_COOKIE 57
/* LINGER, PEERCRED, RCVTIMEO, SNDTIMEO, ATTACH_FILTER and PEERNAME are no numbers of 32 bits. */
#define OPTIONS_OF_32_BITS                                                                         \
	(((1ull << 50) - 2) &                                                                      \
	 ~(1ull << 4 | 1ull << 13 | 1ull << 17 | 3ull << 20 | 1ull << 26 | 1ull << 28))
#define OPTION_BYTES_MAX 4096 /* of options we do not know; as with all of unknown meaning */

enum scap_option_kind {
	OPTION_IS_BYTES,
	OPTION_IS_ERROR,
	OPTION_IS_U32,
	OPTION_IS_U64,
	OPTION_IS_TIME,
};

static __always_inline __u8 option__level(__u32 level)
{
	return level == LEVEL_SOCKET ? SCAP_LEVEL_SOCKET : level == LEVEL_TCP ? SCAP_LEVEL_TCP : 0;
}

/* The same in scap up to ATTACH_BPF; then it leaves some out. */
static __always_inline __u8 option__name(__u32 level, __u32 name)
{
	if (level != LEVEL_SOCKET)
		return 0;
	if (name <= OPTIONS_OF_THE_SAME_NUMBER)
		return name;
	switch (name) {
	case 55: /* MEMINFO */
		return 52;
	case OPTION_COOKIE:
		return 53;
	case 59: /* PEERGROUPS */
		return 51;
	case OPTION_NEW_TIME_FIRST:
	case OPTION_NEW_TIME_FIRST + 1:
		return name - OPTION_NEW_TIME_FIRST + OPTION_TIME_FIRST;
	}
	return 0;
}

static __always_inline enum scap_option_kind option__kind(__u32 level, __u32 name)
{
	if (level != LEVEL_SOCKET)
		return OPTION_IS_BYTES;
	if (name == OPTION_ERROR)
		return OPTION_IS_ERROR;
	if (name == OPTION_COOKIE)
		return OPTION_IS_U64;
	if (name == OPTION_TIME_FIRST || name == OPTION_TIME_FIRST + 1 ||
	    name == OPTION_NEW_TIME_FIRST || name == OPTION_NEW_TIME_FIRST + 1)
		return OPTION_IS_TIME;
	if (name < 64 && OPTIONS_OF_32_BITS >> name & 1)
		return OPTION_IS_U32;
	return OPTION_IS_BYTES;
}

/* struct timeval: two longs. Those of the new numbers are wide in 32-bit programs too. */
static __always_inline __u64 option__time(const struct record *r, __u64 address)
{
	bool narrow = r->abi == ABI_COMPAT && r->arguments[2] < OPTION_NEW_TIME_FIRST;
	__u64 words[2] = {};

	bpf_probe_read_user(words, narrow ? 8 : 16, (void *)address);
	if (narrow)
		return (__u32)words[0] * 1000000000ull + (words[0] >> 32) * 1000;
	return words[0] * 1000000000ull + words[1] * 1000;
}

static __always_inline void option__push_value(struct record *r, __u32 length)
{
	enum scap_option_kind kind = option__kind(r->arguments[1], r->arguments[2]);
	__u64 address = r->arguments[3], wide = 0;
	__u32 start = r->position;
	__s32 number = 0;

	append__u8(r, kind);
	switch (kind) {
	case OPTION_IS_ERROR:
		bpf_probe_read_user(&number, sizeof(number), (void *)address);
		append__s64(r, -(__s64)number);
		break;
	case OPTION_IS_U32:
		bpf_probe_read_user(&number, sizeof(number), (void *)address);
		append__s32(r, number);
		break;
	case OPTION_IS_U64:
		bpf_probe_read_user(&wide, sizeof(wide), (void *)address);
		append__u64(r, wide);
		break;
	case OPTION_IS_TIME:
		append__u64(r, option__time(r, address));
		break;
	case OPTION_IS_BYTES:
		append__user_bytes(r, address, length < OPTION_BYTES_MAX ? length : OPTION_BYTES_MAX);
		break;
	}
	push__end(r, r->position - start);
}

static __always_inline void option__report(struct record *r, __u32 length)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u8(r, option__level(r->arguments[1]));
	push__u8(r, option__name(r->arguments[1], r->arguments[2]));
	option__push_value(r, length);
	push__u32(r, length);
}

ON_EXIT(setsockopt)
{
	option__report(r, r->arguments[4]);
}

ON_EXIT(getsockopt)
{
	__u32 length = 0;

	bpf_probe_read_user(&length, sizeof(length), (void *)r->arguments[4]);
	option__report(r, length);
}

ON_EXIT(shutdown)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u8(r, socket__half(r->arguments[1]));
}

/* These two have no parameters in scap. */
ON_EXIT(getsockname)
{
}

ON_EXIT(getpeername)
{
}
