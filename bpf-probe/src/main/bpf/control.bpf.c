// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Calls that are many in one: ioctl, rings, mounts to be, keys. */
#include "include/on_exit.bpf.h"

#define ENTER_FLAGS 0xf /* GETEVENTS, SQ_WAKEUP, SQ_WAIT, EXT_ARG: the same in scap */
#define DYN_NUMBER 0
#define DYN_TEXT 1

ON_EXIT(ioctl)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u64(r, r->arguments[1]);
	push__u64(r, r->arguments[2]);
}

ON_EXIT(io_uring_enter)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[1]);
	push__u32(r, r->arguments[2]);
	push__u32(r, r->arguments[3] & ENTER_FLAGS);
	push__u32(r, r->arguments[4]);
}

ON_EXIT(io_uring_register)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u16(r, r->arguments[1]);
	push__u64(r, r->arguments[2]);
	push__u32(r, r->arguments[3]);
}

enum mount_setting {
	SETTING_STRING = 1,
	SETTING_BINARY,
	SETTING_PATH,
	SETTING_PATH_EMPTY,
};

/* The value as bytes or as text, as the command has it; neither after a failure. */
static __always_inline void mount__push_value(struct record *r, __u32 command)
{
	bool told = r->result >= 0;

	if (told && command == SETTING_BINARY)
		push__end(r, append__user_bytes(r, r->arguments[3], (__u32)r->arguments[4]));
	else
		push__empty(r);
	if (told && (command == SETTING_STRING || command == SETTING_PATH ||
		     command == SETTING_PATH_EMPTY))
		push__user_text(r, r->arguments[3]);
	else
		push__empty(r);
}

ON_EXIT(fsconfig)
{
	__u32 command = r->arguments[1];

	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, command); /* the same in scap */
	push__user_text(r, r->arguments[2]);
	mount__push_value(r, command);
	push__s32(r, r->arguments[4]);
}

/* What the four arguments of keyctl are, by operation: bit n, argument n + 2 has a meaning; bit
 * n + 4, and it is a text. */
#define KEY_OPERATIONS 64
#define FIRST 0x01
#define FIRST_TWO 0x03
#define FIRST_THREE 0x07
#define ALL_FOUR 0x0f

static const volatile __u8 key_arguments[KEY_OPERATIONS] = {
	[0] = FIRST_TWO,	  /* GET_KEYRING_ID */
	[1] = FIRST | 0x10,	  /* JOIN_SESSION_KEYRING: name */
	[2] = FIRST_THREE,	  /* UPDATE */
	[3] = FIRST,		  /* REVOKE */
	[4] = FIRST_THREE,	  /* CHOWN */
	[5] = FIRST_TWO,	  /* SETPERM */
	[6] = FIRST_THREE,	  /* DESCRIBE */
	[7] = FIRST,		  /* CLEAR */
	[8] = FIRST_TWO,	  /* LINK */
	[9] = FIRST_TWO,	  /* UNLINK */
	[10] = ALL_FOUR | 0x60,	  /* SEARCH: type, description */
	[11] = FIRST_THREE,	  /* READ */
	[12] = ALL_FOUR,	  /* INSTANTIATE */
	[13] = FIRST_THREE,	  /* NEGATE */
	[14] = FIRST,		  /* SET_REQKEY_KEYRING */
	[15] = FIRST_TWO,	  /* SET_TIMEOUT */
	[16] = FIRST,		  /* ASSUME_AUTHORITY */
	[17] = FIRST_THREE,	  /* GET_SECURITY */
	[19] = ALL_FOUR,	  /* REJECT */
	[20] = ALL_FOUR,	  /* INSTANTIATE_IOV */
	[21] = FIRST,		  /* INVALIDATE */
	[22] = FIRST_TWO,	  /* GET_PERSISTENT */
	[23] = ALL_FOUR,	  /* DH_COMPUTE */
	[24] = FIRST_THREE | 0x40, /* PKEY_QUERY: info */
	[25] = ALL_FOUR | 0x20,	  /* PKEY_ENCRYPT: info */
	[26] = ALL_FOUR | 0x20,	  /* PKEY_DECRYPT: info */
	[27] = ALL_FOUR | 0x20,	  /* PKEY_SIGN: info */
	[28] = ALL_FOUR | 0x20,	  /* PKEY_VERIFY: info */
	[29] = FIRST_THREE | 0x60, /* RESTRICT_KEYRING: type, restriction */
	[30] = ALL_FOUR,	  /* MOVE */
	[31] = FIRST_TWO,	  /* CAPABILITIES */
	[32] = FIRST_THREE,	  /* WATCH_KEY */
};

static __always_inline void key__push_argument(struct record *r, __u8 meanings, int index)
{
	__u64 value = meanings >> index & 1 ? r->arguments[index + 1] : 0;
	__u32 start = r->position;

	if (meanings >> index & 0x10) {
		append__u8(r, DYN_TEXT);
		append__user_text(r, value);
	} else {
		append__u8(r, DYN_NUMBER);
		/* Keyrings have negative numbers. */
		append__s64(r, r->abi == ABI_COMPAT ? (__s32)value : (__s64)value);
	}
	push__end(r, r->position - start);
}

ON_EXIT(keyctl)
{
	__u32 operation = r->arguments[0];
	__u8 meanings =
		operation < KEY_OPERATIONS ? key_arguments[operation & (KEY_OPERATIONS - 1)] : 0;

	push__s64(r, r->result);
	push__u32(r, operation); /* the same in scap */
	key__push_argument(r, meanings, 0);
	key__push_argument(r, meanings, 1);
	key__push_argument(r, meanings, 2);
	key__push_argument(r, meanings, 3);
}
